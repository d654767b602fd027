package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Leases;

class JdbcLeasesTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final String WORK = "import 7";

    @Test
    void oneHolderAtATimeUntilItGivesTheRightBackOrDiesOnH2() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            check(ledger.database);
        }
    }

    @Test
    void oneHolderAtATimeUntilItGivesTheRightBackOrDiesOnMySql() throws Exception {
        try (TestLedger ledger = TestLedger.onMySql()) {
            check(ledger.database);
        }
    }

    private static void check(Database database) {
        Leases leases = new JdbcLeases(database);
        assertThat(leases.take(WORK, "a", LENGTH, START)).isTrue();
        assertThat(leases.take(WORK, "b", LENGTH, START.plusSeconds(29))).isFalse();
        assertThat(leases.isHeld(WORK, START.plusSeconds(29))).isTrue();

        leases.renew(List.of("a", "another"), LENGTH, START.plusSeconds(29));
        assertThat(leases.take(WORK, "b", LENGTH, START.plusSeconds(58))).isFalse();
        // a dies: nobody renews
        assertThat(leases.isHeld(WORK, START.plusSeconds(59))).isFalse();
        assertThat(leases.take(WORK, "b", LENGTH, START.plusSeconds(59))).isTrue();

        // a was only asleep: what it held is somebody else's now
        leases.renew(List.of("a"), LENGTH, START.plusSeconds(60));
        leases.release("a");
        assertThatThrownBy(() -> confirm(database, leases, "a"))
                .isInstanceOf(Leases.LostRight.class)
                .hasMessageContaining(WORK);
        confirm(database, leases, "b");

        leases.release("b");
        assertThat(leases.take(WORK, "c", LENGTH, START.plusSeconds(61))).isTrue();

        // a clock that was set back takes no right away
        assertThat(leases.take(WORK, "d", LENGTH, START.minusSeconds(3600))).isFalse();
        assertThat(leases.isHeld(WORK, START.minusSeconds(3600))).isTrue();
    }

    private static void confirm(Database database, Leases leases, String token) {
        boolean unused = database.inTransaction(() -> {
            leases.confirm(WORK, token);
            return true;
        });
    }
}
