package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.CampaignEntry;

/** What a run asks for every few mails reads the rows that it needs, however many the campaign has. */
class IndexUseTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final int ROWS = 3000;

    private TestLedger ledger = TestLedger.onH2();

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @ParameterizedTest
    @EnumSource
    void theNextDueRecipientsAreReadInTheOrderOfTheirIndex(Vendor vendor) throws Exception {
        long campaign = filled(vendor);
        String plan = plan(vendor, JdbcDeliveryLedger.DUE, campaign, 1, NOW.toEpochMilli(), 100);
        switch (vendor) {
            case H2 -> assertThat(plan).contains("recipient_due: due_at > ").contains("/* index sorted */");
            case MYSQL -> assertThat(plan).contains("using recipient_due").doesNotContain("Sort");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenALaneHasToRunAgainIsOneRowOfAnIndex(Vendor vendor) throws Exception {
        long campaign = filled(vendor);
        String due = plan(vendor, JdbcDeliveryLedger.least("due_at"), campaign, 1);
        String closes = plan(vendor, JdbcDeliveryLedger.least("open_since"), campaign, 1);
        switch (vendor) {
            case H2 -> {
                assertThat(due).contains("recipient_due: due_at > ").contains("/* index sorted */");
                assertThat(closes).contains("recipient_window: open_since > ").contains("/* index sorted */");
            }
            case MYSQL -> {
                assertThat(due).contains("using recipient_due").doesNotContain("Sort");
                assertThat(closes).contains("using recipient_window").doesNotContain("Sort");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void claimedRowsAreLookedUpOneByOne(Vendor vendor) throws Exception {
        long campaign = filled(vendor);
        List<Integer> rows = IntStream.range(1, 51).boxed().collect(Collectors.toList());
        String plan = plan(
                vendor,
                "SELECT row_no FROM recipient WHERE " + Database.isOneOf("row_no", rows.size())
                        + " AND state = 'QUEUED'",
                Database.keys(campaign, rows).toArray());
        switch (vendor) {
            case H2 -> assertThat(plan).contains("IN(ROW (");
            case MYSQL -> assertThat(plan).contains("Index range scan on recipient using PRIMARY");
        }
    }

    @ParameterizedTest
    @EnumSource
    void thoseInTroubleAreFoundWithoutLookingAtTheOthers(Vendor vendor) throws Exception {
        long campaign = filled(vendor);
        String plan = plan(
                vendor,
                JdbcTracing.IN_TROUBLE + " AND r.row_no >= ? ORDER BY r.row_no LIMIT ?",
                campaign,
                "DEFERRED",
                1,
                100);
        String causes = plan(vendor, JdbcTracing.CAUSES, campaign);
        switch (vendor) {
            case H2 -> {
                assertThat(plan).contains("recipient_trouble: row_no >= ");
                assertThat(causes).contains("recipient_trouble");
            }
            case MYSQL -> {
                assertThat(plan).contains("using recipient_trouble").doesNotContain("Sort");
                assertThat(causes).contains("using recipient_trouble");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void thoseWhoWaitAreFoundWithoutLookingAtThoseWhoHaveTheMail(Vendor vendor) throws Exception {
        long campaign = filled(vendor);
        String plan = plan(vendor, JdbcTracing.WAITING, campaign, 1, 1, Long.MAX_VALUE, 1, 100);
        switch (vendor) {
            case H2 -> assertThat(plan).contains("recipient_due: due_at >= ").contains("/* index sorted */");
            case MYSQL -> assertThat(plan).contains("using recipient_due").doesNotContain("Sort");
        }
    }

    /** The account of a campaign for one domain, too: that domain must not be where the database begins to read. */
    @ParameterizedTest
    @EnumSource
    void theAccountIsReadAlongThePrimaryKey(Vendor vendor) throws Exception {
        long campaign = filled(vendor);
        String plan = plan(vendor, JdbcReportLedger.RECIPIENTS, campaign, 100, 50);
        switch (vendor) {
            case H2 -> assertThat(plan).contains("/* index sorted */").doesNotContain("tableScan");
            case MYSQL ->
                assertThat(plan).contains("range scan on r using PRIMARY").doesNotContain("Sort");
        }
    }

    private long filled(Vendor vendor) throws Exception {
        if (vendor == Vendor.MYSQL) {
            ledger.close();
            ledger = TestLedger.onMySql();
        }
        CampaignEntry campaign = ledger.running(Map.of("gmx.example", ROWS), NOW);
        // nine of ten are through: what is done must not be read again
        ledger.database.jdbc.update(
                "UPDATE recipient SET state = 'ACCEPTED', due_at = NULL, first_try_at = ? WHERE campaign_id = ? AND row_no <= ?",
                NOW.toEpochMilli(),
                campaign.id(),
                ROWS * 9 / 10);
        // and where most who are left are in trouble, MySQL thinks that it is quicker to read all
        ledger.database.jdbc.update(
                "UPDATE recipient SET state = 'DEFERRED' WHERE campaign_id = ? AND row_no > ?",
                campaign.id(),
                ROWS * 19 / 20);
        ledger.database.jdbc.execute(vendor == Vendor.MYSQL ? "ANALYZE TABLE recipient" : "ANALYZE");
        return campaign.id();
    }

    private String plan(Vendor vendor, String sql, Object... values) {
        String explain = vendor == Vendor.MYSQL ? "EXPLAIN FORMAT=TREE " : "EXPLAIN ";
        List<String> lines = ledger.database.jdbc.queryForList(explain + sql, String.class, values);
        assertThat(lines).isNotEqualTo(Collections.emptyList());
        return String.join("\n", lines);
    }
}
