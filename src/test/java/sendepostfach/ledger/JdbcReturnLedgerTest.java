package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.bounce.News;
import sendepostfach.bounce.News.What;
import sendepostfach.bounce.ReadMail;
import sendepostfach.bounce.ReturnLedger.Resending;
import sendepostfach.bounce.ReturnLedger.Rules;
import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.report.Account;
import sendepostfach.report.ReportLedger;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;
import sendepostfach.token.MailId;

/** What returned mails do to a campaign whose mails were all accepted. */
class JdbcReturnLedgerTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Rules REPORT =
            new Rules(new SoftBounces(3, Duration.ofDays(30)), campaign -> Optional.empty());
    private static final Rules RESEND = new Rules(
            SoftBounces.DEFAULT,
            campaign ->
                    Optional.of(new Resending(Duration.ofDays(5), new RetrySchedule(List.of(Duration.ofHours(1))))));

    private int mails;

    /** A mail of the bounce mailbox, different from all others. */
    private ReadMail mail(News... news) {
        byte[] digest = Arrays.copyOf(("mail " + mails++).getBytes(StandardCharsets.UTF_8), 32);
        return new ReadMail(digest, false, List.of(news));
    }

    private static News failed(int row, ReplyKind kind, boolean permanent) {
        return new News(new MailId("uid", row), What.FAILED, Optional.of(kind), permanent, "said " + kind);
    }

    private static News news(int row, What what) {
        return new News(new MailId("uid", row), what, Optional.empty(), false, "said");
    }

    private static CampaignEntry sent(TestLedger ledger, int recipients, RecipientState state) {
        CampaignEntry campaign = ledger.running(Map.of("a.example", recipients), NOW);
        ledger.campaigns.sender(campaign.id(), Address.of("news@blatt.example"));
        var delivery = new JdbcDeliveryLedger(ledger.database);
        LaneLease lease = delivery.open(campaign.id(), 1, "test", UncertainPolicy.HOLD, Duration.ofSeconds(30), NOW)
                .orElseThrow();
        List<Due> due = delivery.due(lease, NOW, recipients);
        delivery.claim(lease, due, NOW);
        delivery.record(
                lease,
                due.stream()
                        .map(each -> new Outcome(
                                each.row(), state, 1, Optional.of(NOW), Optional.empty(), NOW, Optional.empty()))
                        .toList());
        delivery.close(lease, LaneState.DONE, Optional.empty(), Optional.empty(), "");
        return campaign;
    }

    private static Map<RecipientState, Integer> states(TestLedger ledger, CampaignEntry campaign) {
        Account account = Account.of(ledger.campaigns.get(campaign.id()), ledger.campaigns.tally(campaign.id()));
        account.check();
        account.states().forEach((state, n) -> assertThat(ledger.database.jdbc.queryForObject(
                        "SELECT COUNT(*) FROM recipient WHERE state = ?", Integer.class, state.name()))
                .as("rows counted as " + state)
                .isEqualTo(n));
        return account.states();
    }

    private static List<SuppressionReason> suppressed(TestLedger ledger, int row) {
        return new JdbcSuppressionList(ledger.database)
                .of(Target.of(Address.of("k" + (row - 1) + "@a.example"))).stream()
                        .map(Suppression::reason)
                        .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aFailedDeliveryIsABounceWithItsKindAndAHardOneSuppressesForAll(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger, 4, RecipientState.ACCEPTED);
            var returns = new JdbcReturnLedger(ledger.database);

            List<Boolean> known = returns.apply(
                    List.of(
                            mail(failed(1, ReplyKind.UNKNOWN_USER, true)),
                            mail(failed(2, ReplyKind.MAILBOX_FULL, false)),
                            mail(failed(3, ReplyKind.BLOCKED, true)),
                            mail(failed(5, ReplyKind.UNKNOWN_USER, true)),
                            mail()),
                    REPORT,
                    NOW);

            assertThat(known).containsExactly(true, true, true, false, false);
            assertThat(states(ledger, campaign))
                    .containsEntry(RecipientState.BOUNCED, 3)
                    .containsEntry(RecipientState.ACCEPTED, 1);
            assertThat(suppressed(ledger, 1)).containsExactly(SuppressionReason.UNDELIVERABLE);
            assertThat(suppressed(ledger, 2)).isEmpty();
            assertThat(suppressed(ledger, 3)).isEmpty();
            ReportLedger.RecipientRow row = new JdbcReportLedger(ledger.database)
                    .recipient(campaign.id(), 1)
                    .orElseThrow();
            assertThat(row.kind()).contains("unknown-user");
            assertThat(row.reason()).contains("said unknown-user");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMailThatIsReadAgainChangesNothing(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger, 1, RecipientState.ACCEPTED);
            var returns = new JdbcReturnLedger(ledger.database);
            ReadMail mail = mail(failed(1, ReplyKind.UNKNOWN_USER, true));

            assertThat(returns.apply(List.of(mail, mail), REPORT, NOW)).containsExactly(true, true);
            new JdbcSuppressionList(ledger.database).remove(Target.of(Address.of("k0@a.example")), Optional.empty());
            assertThat(returns.apply(List.of(mail), REPORT, NOW)).containsExactly(true);

            assertThat(suppressed(ledger, 1)).isEmpty();
            assertThat(new JdbcReportLedger(ledger.database).returned(campaign.id()))
                    .containsExactly(new ReportLedger.Returned("failed", 1, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void complaintsAndConfirmationsAreKept(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger, 5, RecipientState.ACCEPTED);

            new JdbcReturnLedger(ledger.database)
                    .apply(
                            List.of(
                                    mail(news(1, What.COMPLAINT)),
                                    mail(news(2, What.DELIVERED)),
                                    mail(news(3, What.DELAYED)),
                                    mail(news(4, What.RELAYED)),
                                    mail(news(5, What.UNSUBSCRIBED))),
                            REPORT,
                            NOW);

            assertThat(states(ledger, campaign))
                    .containsEntry(RecipientState.COMPLAINED, 1)
                    .containsEntry(RecipientState.DELIVERED, 1)
                    .containsEntry(RecipientState.ACCEPTED, 3);
            assertThat(suppressed(ledger, 1)).containsExactly(SuppressionReason.COMPLAINED);
            assertThat(suppressed(ledger, 5)).containsExactly(SuppressionReason.UNSUBSCRIBED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReportDecidesWhoIsUncertain(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger, 4, RecipientState.UNCERTAIN);

            new JdbcReturnLedger(ledger.database)
                    .apply(
                            List.of(
                                    mail(failed(1, ReplyKind.UNKNOWN_USER, true)),
                                    mail(news(2, What.DELIVERED)),
                                    mail(news(3, What.RELAYED)),
                                    mail(news(4, What.DELAYED))),
                            REPORT,
                            NOW);

            assertThat(states(ledger, campaign))
                    .containsEntry(RecipientState.BOUNCED, 1)
                    .containsEntry(RecipientState.DELIVERED, 1)
                    .containsEntry(RecipientState.ACCEPTED, 1)
                    .containsEntry(RecipientState.UNCERTAIN, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHasNotLeftCannotComeBack(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger, 1, RecipientState.REFUSED);

            new JdbcReturnLedger(ledger.database)
                    .apply(List.of(mail(failed(1, ReplyKind.TRANSIENT, false))), RESEND, NOW);

            assertThat(states(ledger, campaign)).containsEntry(RecipientState.REFUSED, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void softBouncesOfManyCampaignsSuppressAfterTheSetNumberWithinTheSetTime(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger, 2, RecipientState.ACCEPTED);
            var returns = new JdbcReturnLedger(ledger.database);
            for (int day = 0; day < 3; day++) {
                assertThat(suppressed(ledger, 1)).isEmpty();
                ledger.database.jdbc.update("UPDATE recipient SET state = 'ACCEPTED' WHERE state = 'BOUNCED'");
                ledger.database.jdbc.update("DELETE FROM tally");
                ledger.database.jdbc.update("INSERT INTO tally VALUES (?, 1, 'ACCEPTED', 2)", campaign.id());
                returns.apply(
                        List.of(
                                mail(failed(1, ReplyKind.MAILBOX_FULL, false)),
                                mail(failed(1, ReplyKind.MAILBOX_FULL, false)),
                                mail(failed(2, ReplyKind.MAILBOX_FULL, false))),
                        REPORT,
                        NOW.plus(Duration.ofDays(day == 2 ? 29 : day)));
                if (day == 0) {
                    ledger.database.jdbc.update(
                            "UPDATE feedback SET at = ? WHERE row_no = 2",
                            NOW.minus(Duration.ofDays(2)).toEpochMilli());
                }
            }

            assertThat(suppressed(ledger, 1)).containsExactly(SuppressionReason.OFTEN_RETURNED);
            // the first of its three was longer ago than the set time
            assertThat(suppressed(ledger, 2)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void byPolicyWhatMayPassIsSentAgainWhileTheWindowIsOpen(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger, 3, RecipientState.ACCEPTED);
            ledger.campaigns.change(
                    campaign.id(), java.util.EnumSet.of(CampaignState.RUNNING), CampaignState.SETTLED, "", NOW);
            var returns = new JdbcReturnLedger(ledger.database);
            Instant lastHour = NOW.plus(Duration.ofDays(5)).minus(Duration.ofMinutes(61));

            returns.apply(
                    List.of(mail(failed(1, ReplyKind.TRANSIENT, false)), mail(failed(2, ReplyKind.UNKNOWN_USER, true))),
                    RESEND,
                    lastHour);
            returns.apply(List.of(mail(failed(3, ReplyKind.TRANSIENT, false))), RESEND, lastHour.plusSeconds(120));

            assertThat(states(ledger, campaign))
                    .containsEntry(RecipientState.DEFERRED, 1)
                    .containsEntry(RecipientState.BOUNCED, 2);
            assertThat(ledger.campaigns.get(campaign.id()).state()).isEqualTo(CampaignState.RUNNING);
            assertThat(ledger.campaigns.lanes(campaign.id()).get(0).state()).isEqualTo(LaneState.WAITING);
            var delivery = new JdbcDeliveryLedger(ledger.database);
            LaneLease lease = delivery.open(
                            campaign.id(), 1, "test", UncertainPolicy.HOLD, Duration.ofSeconds(30), lastHour)
                    .orElseThrow();
            assertThat(delivery.due(lease, lastHour.plus(Duration.ofHours(1)), 10))
                    .extracting(Due::row)
                    .containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatComesAfterTheSettlementCountsAsLateUntilTheAccountIsFinal(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = sent(ledger, 2, RecipientState.ACCEPTED);
            var returns = new JdbcReturnLedger(ledger.database);
            returns.apply(List.of(mail(failed(1, ReplyKind.UNKNOWN_USER, true))), REPORT, NOW);
            ledger.campaigns.change(
                    campaign.id(), java.util.EnumSet.of(CampaignState.RUNNING), CampaignState.SETTLED, "", NOW);

            returns.apply(List.of(mail(failed(2, ReplyKind.UNKNOWN_USER, true))), REPORT, NOW);

            assertThat(new JdbcReportLedger(ledger.database).returned(campaign.id()))
                    .containsExactly(new ReportLedger.Returned("failed", 2, 1));
            assertThat(ledger.campaigns.provisional()).singleElement().satisfies(entry -> assertThat(entry.finalAt())
                    .contains(NOW.plus(Duration.ofDays(10))));
            ledger.campaigns.finalised(campaign.id(), NOW);
            assertThat(ledger.campaigns.provisional()).isEmpty();
        }
    }
}
