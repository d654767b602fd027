package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
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
        new FeedbackStatements(ledger.database)
                .note(List.of(
                        returned(campaign, 1, "550 5.1.1 k0@gut.example: no such user"),
                        returned(campaign, 5203, "552 5.2.2 k2@fern.example is over quota")));
        ledger.database.jdbc.update("UPDATE lane SET reason = '450 4.2.0 k1@gut.example: later' WHERE lane_no = 1");
        var reports = new JdbcReportLedger(ledger.database);
        assertThat(forgetting.endedBy(LATER)).isEmpty();

        ledger.campaigns.change(
                campaign.id(), EnumSet.of(CampaignState.RUNNING), CampaignState.SETTLED, "", START.plusSeconds(1));
        assertThat(forgetting.endedBy(START)).isEmpty();
        assertThat(forgetting.endedBy(LATER)).containsExactly(campaign.id());
        Map<?, ?> totals = ledger.campaigns.tally(campaign.id());
        List<?> returned = reports.returned(campaign.id());
        assertThat(returned).hasSize(1);

        forgetting.forget(campaign.id(), LATER);

        for (String table : new String[] {"recipient", "rejected_row", "attempt", "domain"}) {
            assertThat(ledger.database.jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class))
                    .as(table)
                    .isZero();
        }
        assertThat(ledger.campaigns.tally(campaign.id())).isEqualTo(totals);
        assertThat(reports.returned(campaign.id())).isEqualTo(returned);
        assertThat(ledger.database.jdbc.queryForList("SELECT DISTINCT detail FROM feedback", String.class))
                .containsExactly("forgotten");
        assertThat(ledger.database.jdbc.queryForList("SELECT hash FROM feedback", byte[].class))
                .containsOnly(new byte[16]);
        assertThat(ledger.database.jdbc.queryForList("SELECT reason FROM lane WHERE reason IS NOT NULL", String.class))
                .isEmpty();
        assertThat(forgetting.forgottenAt(campaign.id())).contains(LATER);
        assertThat(forgetting.endedBy(LATER)).isEmpty();
    }

    private static FeedbackStatements.Note returned(CampaignEntry campaign, int row, String said) {
        byte[] hash = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        return new FeedbackStatements.Note(
                campaign.id(), row, START, "failed", "unknown-user", true, false, hash, said);
    }
}
