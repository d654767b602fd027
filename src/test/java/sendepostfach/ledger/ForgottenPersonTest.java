package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.bounce.News;
import sendepostfach.bounce.ReadMail;
import sendepostfach.bounce.ReturnLedger.Rules;
import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.reply.ReplyTable;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;
import sendepostfach.token.MailId;

/** Nowhere in the database is anything left of somebody who asked to be forgotten, and nothing that comes later brings it back. */
class ForgottenPersonTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Address NEWS = Address.of("news@blatt.example");
    private static final Address PERSON = Address.of("k1@a.example");
    private static final Optional<SoftBounces> COUNTED = Optional.of(new SoftBounces(1, Duration.ofDays(1)));
    private static final MailId MAIL = new MailId("uid", 2);

    /** Every text in every table in which the person is named. */
    private static List<String> traces(TestLedger ledger) {
        var jdbc = ledger.database.jdbc;
        return jdbc
                .queryForList(
                        "SELECT CONCAT(table_name, ' ', column_name) FROM information_schema.columns"
                                + " WHERE table_schema = SCHEMA() AND LOWER(data_type) IN ('varchar', 'longtext',"
                                + " 'character varying', 'character large object', 'text', 'char')",
                        String.class)
                .stream()
                .map(place -> place.split(" "))
                .filter(place -> !place[0].toLowerCase(java.util.Locale.ROOT).startsWith("flyway"))
                .flatMap(place -> Stream.of(jdbc.queryForObject(
                                        "SELECT COUNT(*) FROM " + place[0] + " WHERE LOWER(" + place[1] + ") LIKE ?",
                                        Integer.class,
                                        "%" + PERSON + "%")
                                + " x "
                                + String.join(".", place).toLowerCase(java.util.Locale.ROOT))
                        .filter(found -> !found.startsWith("0")))
                .sorted()
                .toList();
    }

    private static CampaignEntry sent(TestLedger ledger) {
        CampaignEntry campaign = ledger.running(Map.of("a.example", 3), NOW);
        ledger.campaigns.sender(campaign.id(), NEWS);
        return campaign;
    }

    private static Outcome outcome(Due due, RecipientState state) {
        var said = Reply.parse(Phase.RCPT, "550 5.1.1 <" + due.address() + ">: User unknown");
        return new Outcome(
                due.row(),
                state,
                1,
                Optional.of(NOW),
                Optional.empty(),
                NOW,
                state == RecipientState.ACCEPTED
                        ? Optional.empty()
                        : Optional.of(
                                new Outcome.Trouble(said, ReplyTable.standard().verdict(said))));
    }

    private static void deliver(TestLedger ledger, CampaignEntry campaign, RecipientState state, Runnable meanwhile) {
        var delivery = new JdbcDeliveryLedger(ledger.database);
        LaneLease lease = delivery.open(campaign.id(), 1, "test", UncertainPolicy.HOLD, Duration.ofSeconds(30), NOW)
                .orElseThrow()
                .counting(COUNTED);
        List<Due> due = delivery.due(lease, NOW, 9);
        delivery.claim(lease, due, NOW);
        meanwhile.run();
        delivery.record(lease, due.stream().map(each -> outcome(each, state)).toList());
    }

    private static void comesBack(TestLedger ledger, News.What what, String words) {
        byte[] digest = Arrays.copyOf(("mail " + what + words).getBytes(StandardCharsets.UTF_8), 32);
        var news = new News(MAIL, what, Optional.of(ReplyKind.MAILBOX_FULL), false, words);
        assertThat(new JdbcReturnLedger(ledger.database)
                        .apply(
                                List.of(new ReadMail(digest, false, List.of(news))),
                                new Rules(COUNTED.orElseThrow(), id -> Optional.empty()),
                                NOW))
                .containsExactly(true);
    }

    private static void forget(TestLedger ledger) {
        assertThat(new JdbcSuppressionList(ledger.database)
                        .forget(Target.of(PERSON), NOW)
                        .rows())
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftInAnyTable(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger);
            var jdbc = ledger.database.jdbc;
            jdbc.update(
                    "UPDATE recipient SET display_name = CONCAT('Frau ', address), fields = CONCAT('[\"', address, '\"]')");
            deliver(ledger, campaign, RecipientState.REFUSED, () -> {});
            jdbc.update("UPDATE recipient SET state = 'ACCEPTED'");
            comesBack(ledger, News.What.FAILED, "552 <" + PERSON + "> is full");
            comesBack(ledger, News.What.COMPLAINT, PERSON + " complains");
            String words = "550 5.7.1 <K1@a.example>: refused; see <mark1@b.example>";
            jdbc.update("UPDATE lane SET reason = ?", words);
            jdbc.update("UPDATE campaign SET reason = ?", words);
            jdbc.update("INSERT INTO mailbox_pause VALUES ('haupt', 1, 1, ?)", words);
            jdbc.update(
                    "INSERT INTO site_pace SELECT 'haupt', 'a.example', 0, 0, 0, 0, 0, 0, FALSE, 0, 0, 0, 0, 0, NULL, ?,"
                            + " NULL, 0 FROM campaign",
                    words);
            jdbc.update(
                    "INSERT INTO audit (at, who, action, subject, detail) VALUES (1, 'op', 'suppression.add', ?, ?)",
                    "k0@a.example, k1@A.example",
                    words);
            assertThat(traces(ledger)).hasSizeGreaterThan(8);

            forget(ledger);

            assertThat(traces(ledger)).isEmpty();
            assertThat(jdbc.queryForObject("SELECT CONCAT(subject, ' | ', detail) FROM audit", String.class))
                    .isEqualTo("k0@a.example, forgotten | 550 5.7.1 <forgotten>: refused; see <mark1@b.example>");
            assertThat(jdbc.queryForList(
                            "SELECT CONCAT(display_name, fields) FROM recipient ORDER BY row_no", String.class))
                    .contains("Frau k0@a.example[\"k0@a.example\"]", "Frau k2@a.example[\"k2@a.example\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheServerSaysAfterwardsIsNotKept(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger);

            deliver(ledger, campaign, RecipientState.REFUSED, () -> forget(ledger));

            assertThat(traces(ledger)).isEmpty();
            assertThat(ledger.database.jdbc.queryForList("SELECT reply FROM attempt ORDER BY row_no", String.class))
                    .containsExactly(
                            "550 5.1.1 <k0@a.example>: User unknown",
                            "forgotten",
                            "550 5.1.1 <k2@a.example>: User unknown");
            assertThat(ledger.campaigns.tally(campaign.id()).get(1)).containsEntry(RecipientState.REFUSED, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatComesBackAfterwardsCountsAndNamesNobody(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger);
            deliver(ledger, campaign, RecipientState.ACCEPTED, () -> {});
            forget(ledger);

            comesBack(ledger, News.What.DELAYED, "delayed for " + PERSON);
            comesBack(ledger, News.What.FAILED, "552 <" + PERSON + "> is full");
            comesBack(ledger, News.What.UNSUBSCRIBED, "by mail");
            var unsubscriptions = new JdbcUnsubscriptions(ledger.database);
            assertThat(unsubscriptions.find(MAIL)).isEmpty();
            assertThat(unsubscriptions.end(MAIL, true, "by link", NOW)).isTrue();

            assertThat(traces(ledger)).isEmpty();
            assertThat(ledger.campaigns.tally(campaign.id()).get(1)).containsEntry(RecipientState.BOUNCED, 1);
            assertThat(new JdbcSuppressionList(ledger.database).latest(9))
                    .as("nobody is suppressed in the forgotten one's place")
                    .extracting(Suppression::target)
                    .containsExactly(Optional.empty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHadLeftOneSenderIsWrittenToByNobodyAfterwards(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            var unused = sent(ledger);
            var list = new JdbcSuppressionList(ledger.database);
            list.add(List.of(Suppression.of(
                    Target.of(PERSON), Optional.of(NEWS), SuppressionReason.UNSUBSCRIBED, "by link", NOW)));

            forget(ledger);

            assertThat(list.covering(PERSON, Address.of("shop@anders.example"))).hasSize(1);
        }
    }
}
