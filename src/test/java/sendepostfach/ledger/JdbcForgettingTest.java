package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;

class JdbcForgettingTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofDays(90));

    @Test
    void recipientsAreDeletedAndTotalsStayOnH2() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            check(ledger);
        }
    }

    @Test
    void recipientsAreDeletedAndTotalsStayOnMySql() throws Exception {
        try (TestLedger ledger = TestLedger.onMySql()) {
            check(ledger);
        }
    }

    private static void check(TestLedger ledger) {
        CampaignEntry campaign = ledger.running(Map.of("gut.example", 5200, "fern.example", 3), START);
        var forgetting = new JdbcForgetting(ledger.database);
        assertThat(forgetting.endedBy(LATER)).isEmpty();

        ledger.campaigns.change(
                campaign.id(), EnumSet.of(CampaignState.RUNNING), CampaignState.SETTLED, "", START.plusSeconds(1));
        assertThat(forgetting.endedBy(START)).isEmpty();
        assertThat(forgetting.endedBy(LATER)).containsExactly(campaign.id());
        Map<?, ?> totals = ledger.campaigns.tally(campaign.id());

        forgetting.forget(campaign.id(), LATER);

        for (String table : new String[] {"recipient", "rejected_row", "attempt", "domain"}) {
            assertThat(ledger.database.jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class))
                    .as(table)
                    .isZero();
        }
        assertThat(ledger.campaigns.tally(campaign.id())).isEqualTo(totals);
        assertThat(forgetting.forgottenAt(campaign.id())).contains(LATER);
        assertThat(forgetting.endedBy(LATER)).isEmpty();
    }
}
