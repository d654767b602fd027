package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.reply.ReplyTable;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.Target;

/** What is refused at delivery counts against the address as what comes back does. */
class RefusedAddressesTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Optional<SoftBounces> COUNTED = Optional.of(SoftBounces.DEFAULT);

    private static Outcome outcome(Due due, RecipientState state, String reply, Instant at) {
        var said = Reply.parse(Phase.RCPT, reply);
        return new Outcome(
                due.row(),
                state,
                1,
                Optional.of(NOW),
                state.isOpen() ? Optional.of(at.plusSeconds(60)) : Optional.empty(),
                at,
                Optional.of(new Outcome.Trouble(said, ReplyTable.standard().verdict(said))));
    }

    private static LaneLease open(TestLedger ledger, CampaignEntry campaign, Instant now) {
        return new JdbcDeliveryLedger(ledger.database)
                .open(campaign.id(), 1, "test", UncertainPolicy.HOLD, LEASE, now)
                .orElseThrow();
    }

    private static List<String> entries(TestLedger ledger) {
        var list = new JdbcSuppressionList(ledger.database);
        return list.latest(100).stream()
                .map(entry -> entry.target().orElseThrow() + " " + entry.reason() + ", " + entry.source()
                        + entry.sender().map(sender -> " for " + sender).orElse(""))
                .sorted()
                .toList();
    }

    private static void deliver(TestLedger ledger, LaneLease lease, Instant now, String... replies) {
        var delivery = new JdbcDeliveryLedger(ledger.database);
        List<Due> due = delivery.due(lease, now, replies.length);
        assertThat(delivery.claim(lease, due, now)).hasSize(replies.length);
        Collection<Outcome> outcomes = IntStream.range(0, replies.length)
                .mapToObj(i -> outcome(
                        due.get(i),
                        replies[i].startsWith("4") ? RecipientState.DEFERRED : RecipientState.REFUSED,
                        replies[i],
                        now))
                .toList();
        delivery.record(lease, outcomes);
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownUserOrDeadDomainIsNotWrittenToAgain(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 6), NOW);
            LaneLease lease = open(ledger, campaign, NOW).counting(COUNTED);

            deliver(
                    ledger,
                    lease,
                    NOW,
                    "550 5.1.1 <k0@a.example>: User unknown",
                    "550 5.1.2 Host or domain name not found",
                    "552 5.2.2 Mailbox full",
                    "554 5.7.1 Client host blocked using zen.spamhaus.org",
                    "550 5.7.26 Unauthenticated email is not accepted due to domain's DMARC policy",
                    "450 4.1.1 User unknown");

            assertThat(entries(ledger))
                    .containsExactly(
                            "k0@a.example undeliverable, campaign probe", "k1@a.example undeliverable, campaign probe");
            assertThat(new JdbcReportLedger(ledger.database).returned(campaign.id()))
                    .as("nothing has come back")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void practiceSaysNothingOfAnybody(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 2), NOW);

            deliver(ledger, open(ledger, campaign, NOW), NOW, "550 5.1.1 User unknown", "552 5.2.2 Mailbox full");

            assertThat(entries(ledger)).isEmpty();
            assertThat(ledger.database.jdbc.queryForObject("SELECT COUNT(*) FROM feedback", Integer.class))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalThatMayPassCountsUntilThereAreTooManyWithinTheSetTime(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 1), NOW);
            for (int day : new int[] {0, 29, 31, 32}) {
                assertThat(entries(ledger)).as("before day " + day).isEmpty();
                Instant now = NOW.plus(Duration.ofDays(day));
                // as the next campaigns find the address
                ledger.database.jdbc.update(
                        "UPDATE recipient SET state = 'QUEUED', due_at = 1, first_try_at = NULL WHERE campaign_id = ?",
                        campaign.id());
                ledger.database.jdbc.update("UPDATE lane SET lease_until = NULL");
                LaneLease lease = open(ledger, campaign, now).counting(COUNTED);
                deliver(ledger, lease, now, "552 5.2.2 Mailbox full");
            }
            // the first was longer ago than thirty days; the last three are too many
            assertThat(entries(ledger)).containsExactly("k0@a.example often-returned, campaign probe");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoseWindowClosesAfterWordsAboutThemselvesIsCountedOnce(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 3), NOW);
            var delivery = new JdbcDeliveryLedger(ledger.database);
            LaneLease lease = open(ledger, campaign, NOW).counting(Optional.of(new SoftBounces(1, LEASE)));
            deliver(
                    ledger,
                    lease,
                    NOW,
                    "452 4.2.2 Mailbox full",
                    "421 4.7.0 Rate limit reached, try again later",
                    "450 4.7.1 Error: too much mail from 192.0.2.1");
            Duration window = Duration.ofDays(5);

            assertThat(delivery.expire(lease, window, NOW.plus(window).minusMillis(1)))
                    .isZero();
            assertThat(entries(ledger)).isEmpty();
            assertThat(delivery.expire(lease, window, NOW.plus(window))).isEqualTo(3);
            assertThat(delivery.expire(lease, window, NOW.plus(window))).isZero();

            assertThat(entries(ledger)).containsExactly("k0@a.example often-returned, campaign probe");
            delivery.close(lease, LaneState.DONE, Optional.empty(), Optional.empty(), "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWordOfARunThatHoldsTheRowNoMoreCountsNothing(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 1), NOW);
            LaneLease lease = open(ledger, campaign, NOW).counting(COUNTED);
            Due due = new JdbcDeliveryLedger(ledger.database).due(lease, NOW, 1).get(0);

            new JdbcDeliveryLedger(ledger.database)
                    .record(lease, List.of(outcome(due, RecipientState.REFUSED, "550 5.1.1 User unknown", NOW)));

            assertThat(new JdbcSuppressionList(ledger.database).of(Target.of(Address.of("k0@a.example"))))
                    .extracting(Suppression::reason)
                    .isEmpty();
        }
    }
}
