package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import sendepostfach.preflight.PreflightLedger.Decision;
import sendepostfach.preflight.PreflightLedger.Entry;

class JdbcPreflightLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void keepsDecisionsOnH2() throws SQLException {
        try (TestLedger ledger = TestLedger.onH2()) {
            keepsDecisions(ledger);
        }
    }

    @Test
    void keepsDecisionsOnMySql() throws SQLException {
        try (TestLedger ledger = TestLedger.onMySql()) {
            keepsDecisions(ledger);
        }
    }

    private static void keepsDecisions(TestLedger ledger) {
        var decisions = new JdbcPreflightLedger(ledger.database);
        var refused = new Entry(NOW, Decision.REFUSED, 0.75, "spf: fail");
        var forced = new Entry(NOW.plusSeconds(1), Decision.FORCED, 1, "x".repeat(4000));
        decisions.keep(1, refused);
        decisions.keep(1, forced);
        decisions.keep(2, new Entry(NOW, Decision.CLEARED, 0, ""));

        assertThat(decisions.of(1)).containsExactly(forced, refused);
    }
}
