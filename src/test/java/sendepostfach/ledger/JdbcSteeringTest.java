package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Steering.Selection;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.reply.ReplyTable;

/** What operators do, in both databases: what is touched, and that the counts stay true. */
class JdbcSteeringTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(2));
    private static final int LANE = 1;

    @ParameterizedTest
    @EnumSource
    void aRestartMakesDueWhatWasPutOffForTheNamedReason(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = halfWay(ledger);
            var steering = new JdbcSteering(ledger.database);

            assertThat(steering.restart(only(campaign, ReplyKind.UNKNOWN_USER), NOW, true))
                    .isZero();
            assertThat(steering.restart(only(campaign, ReplyKind.MAILBOX_FULL), NOW, true))
                    .isEqualTo(1);
            assertThat(dueNow(ledger, campaign)).isEqualTo(1);
            assertThat(steering.restart(only(campaign, ReplyKind.MAILBOX_FULL), NOW, false))
                    .isEqualTo(1);

            assertThat(dueNow(ledger, campaign)).isEqualTo(2);
            assertThat(lane(ledger, campaign).nextRun()).contains(NOW);
            assertCountsAreTrue(ledger, campaign);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoseImportBrokeOffIsImportedFirstWhenAnOperatorLetsItGoOn(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = halfWay(ledger);
            var steering = new JdbcSteering(ledger.database);
            ledger.database.jdbc.update("UPDATE campaign SET state = 'STOPPED', reason = 'the disk was full'");
            ledger.database.jdbc.update("UPDATE campaign SET file_rows = NULL");
            assertThat(steering.resume(all(campaign), NOW, true)).isPositive();
            assertThat(ledger.campaigns.get(campaign.id()).state()).isEqualTo(CampaignState.STOPPED);

            assertThat(steering.resume(all(campaign), NOW, false)).isPositive();

            assertThat(ledger.campaigns.get(campaign.id()).state()).isEqualTo(CampaignState.IMPORTING);
            assertThat(ledger.campaigns.get(campaign.id()).reason()).isEmpty();

            // wholly read, but not all have a lane
            ledger.database.jdbc.update("UPDATE campaign SET state = 'STOPPED', file_rows = 9");
            ledger.database.jdbc.update(
                    "INSERT INTO tally (campaign_id, lane_no, state, n) VALUES (?, 0, 'QUEUED', 1)"
                            + " ON DUPLICATE KEY UPDATE n = 1",
                    campaign.id());
            assertThat(steering.resume(all(campaign), NOW, false)).isPositive();
            assertThat(ledger.campaigns.get(campaign.id()).state()).isEqualTo(CampaignState.IMPORTING);

            ledger.database.jdbc.update("UPDATE campaign SET state = 'STOPPED'");
            ledger.database.jdbc.update("UPDATE tally SET n = 0 WHERE lane_no = 0");
            assertThat(steering.resume(all(campaign), NOW, false)).isPositive();
            assertThat(ledger.campaigns.get(campaign.id()).state()).isEqualTo(CampaignState.RUNNING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void resendingOpensASettledCampaignAndBeginsANewWindow(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = halfWay(ledger);
            var steering = new JdbcSteering(ledger.database);
            assertThat(steering.cancel(only(campaign, ReplyKind.MAILBOX_FULL), NOW, false))
                    .isEqualTo(1);
            ledger.database.jdbc.update("UPDATE lane SET state = 'DONE', next_run_at = NULL");
            ledger.database.jdbc.update("UPDATE campaign SET state = 'SETTLED'");
            Instant weeksLater = NOW.plus(Duration.ofDays(30));

            assertThat(steering.decideUncertain(all(campaign), true, weeksLater, true))
                    .isEqualTo(1);
            assertThat(steering.decideUncertain(all(campaign), true, weeksLater, false))
                    .isEqualTo(1);

            assertThat(ledger.campaigns.get(campaign.id()).state()).isEqualTo(CampaignState.RUNNING);
            assertThat(lane(ledger, campaign).state()).isEqualTo(LaneState.WAITING);
            var delivery = new JdbcDeliveryLedger(ledger.database);
            LaneLease lease = delivery.open(
                            campaign.id(), LANE, "b", UncertainPolicy.HOLD, Duration.ofMinutes(1), weeksLater)
                    .orElseThrow();
            assertThat(lease.triedAt()).isEqualTo(weeksLater);
            assertThat(delivery.expire(lease, Duration.ofDays(5), weeksLater)).isZero();
            assertThat(delivery.due(lease, weeksLater, 10)).extracting(Due::row).contains(3);
            assertCountsAreTrue(ledger, campaign);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsTakenForAcceptedStaysSo(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = halfWay(ledger);
            assertThat(new JdbcSteering(ledger.database).decideUncertain(all(campaign), false, NOW, false))
                    .isEqualTo(1);
            assertThat(states(ledger, campaign))
                    .containsEntry(RecipientState.ACCEPTED, 2)
                    .doesNotContainEntry(RecipientState.UNCERTAIN, 1);
            assertCountsAreTrue(ledger, campaign);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancellingLeavesWhatIsDecidedAlone(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = halfWay(ledger);
            var steering = new JdbcSteering(ledger.database);
            assertThat(steering.cancel(all(campaign), NOW, true)).isEqualTo(3);
            assertThat(steering.cancel(all(campaign), NOW, false)).isEqualTo(3);
            assertThat(steering.cancel(all(campaign), NOW, false)).isZero();
            assertThat(states(ledger, campaign))
                    .containsEntry(RecipientState.CANCELLED, 3)
                    .containsEntry(RecipientState.ACCEPTED, 1);
            assertCountsAreTrue(ledger, campaign);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPausedLaneIsNotOpenedUntilItIsResumed(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = halfWay(ledger);
            var steering = new JdbcSteering(ledger.database);
            var lane = new Selection(campaign.id(), Optional.of(LANE), Optional.empty());
            assertThat(steering.pause(lane, NOW, false)).isEqualTo(2);
            var delivery = new JdbcDeliveryLedger(ledger.database);
            assertThat(delivery.open(campaign.id(), LANE, "b", UncertainPolicy.HOLD, Duration.ofMinutes(1), LATER))
                    .isEmpty();
            assertThat(steering.resume(lane, NOW, false)).isEqualTo(2);
            assertThat(delivery.open(campaign.id(), LANE, "b", UncertainPolicy.HOLD, Duration.ofMinutes(1), LATER))
                    .isPresent();
        }
    }

    /** Of four recipients one is accepted, one put off since the mailbox is full, one uncertain, and one waits. */
    private static CampaignEntry halfWay(TestLedger ledger) {
        CampaignEntry campaign = ledger.running(Map.of("gmx.example", 4), NOW);
        var delivery = new JdbcDeliveryLedger(ledger.database);
        LaneLease lease = delivery.open(campaign.id(), LANE, "a", UncertainPolicy.HOLD, Duration.ofMinutes(1), NOW)
                .orElseThrow();
        List<Due> due = delivery.due(lease, NOW, 3);
        assertThat(delivery.claim(lease, due, NOW)).containsExactlyInAnyOrder(1, 2, 3);
        delivery.record(
                lease,
                List.of(
                        new Outcome(
                                1,
                                RecipientState.ACCEPTED,
                                1,
                                Optional.of(NOW),
                                Optional.empty(),
                                NOW,
                                Optional.empty()),
                        new Outcome(
                                2,
                                RecipientState.DEFERRED,
                                1,
                                Optional.of(NOW),
                                Optional.of(LATER),
                                NOW,
                                Optional.of(trouble(Phase.RCPT, "452 4.2.2 Mailbox full"))),
                        new Outcome(
                                3,
                                RecipientState.UNCERTAIN,
                                1,
                                Optional.of(NOW),
                                Optional.empty(),
                                NOW,
                                Optional.of(trouble(Phase.BODY, "421 4.4.2 lost")))));
        delivery.close(lease, LaneState.DEFERRED, Optional.of(LATER), Optional.empty(), "");
        return campaign;
    }

    private static Outcome.Trouble trouble(Phase phase, String text) {
        Reply reply = Reply.parse(phase, text);
        return new Outcome.Trouble(reply, ReplyTable.standard().verdict(reply));
    }

    private static Selection all(CampaignEntry campaign) {
        return new Selection(campaign.id(), Optional.empty(), Optional.empty());
    }

    private static Selection only(CampaignEntry campaign, ReplyKind kind) {
        return new Selection(campaign.id(), Optional.empty(), Optional.of(kind));
    }

    private static LaneEntry lane(TestLedger ledger, CampaignEntry campaign) {
        return ledger.campaigns.lanes(campaign.id()).get(0);
    }

    private static Map<RecipientState, Integer> states(TestLedger ledger, CampaignEntry campaign) {
        return ledger.campaigns.tally(campaign.id()).getOrDefault(LANE, Map.of());
    }

    private static int dueNow(TestLedger ledger, CampaignEntry campaign) {
        return ledger.database
                .jdbc
                .queryForList(
                        "SELECT row_no FROM recipient WHERE campaign_id = ? AND due_at <= ?",
                        Integer.class,
                        campaign.id(),
                        NOW.toEpochMilli())
                .size();
    }

    private static void assertCountsAreTrue(TestLedger ledger, CampaignEntry campaign) {
        states(ledger, campaign).forEach((state, n) -> assertThat(ledger.database.jdbc.queryForObject(
                        "SELECT COUNT(*) FROM recipient WHERE campaign_id = ? AND state = ?",
                        Integer.class,
                        campaign.id(),
                        state.name()))
                .as(state.name())
                .isEqualTo(n));
    }
}
