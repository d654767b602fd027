package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.reply.ReplyTable;

/** A run that was taken for dead, and was not, still tells what the server said. */
class LateWordsTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int LANE = 1;

    @Test
    void theLateWordDecidesWhoWasUncertainOnH2() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            check(ledger);
        }
    }

    @Test
    void theLateWordDecidesWhoWasUncertainOnMySql() throws Exception {
        try (TestLedger ledger = TestLedger.onMySql()) {
            check(ledger);
        }
    }

    private static void check(TestLedger ledger) {
        CampaignEntry campaign = ledger.running(Map.of("gut.example", 5), START);
        var delivery = new JdbcDeliveryLedger(ledger.database);
        LaneLease slow = open(delivery, campaign, "slow", START);
        // a claim whose commit nobody heard of is made again, and counts once
        List<sendepostfach.delivery.Due> due = delivery.due(slow, START, 4);
        assertThat(delivery.claim(slow, due, START)).hasSize(4);
        assertThat(delivery.claim(slow, due, START)).hasSize(4);
        assertThat(states(ledger, campaign)).isEqualTo(Map.of(RecipientState.CLAIMED, 4, RecipientState.QUEUED, 1));

        Instant later = START.plus(LEASE);
        LaneLease other = open(delivery, campaign, "other", later);
        assertThat(states(ledger, campaign)).isEqualTo(Map.of(RecipientState.UNCERTAIN, 4, RecipientState.QUEUED, 1));
        assertThat(ledger.database.jdbc.queryForObject(
                        "SELECT COUNT(*) FROM attempt WHERE reply LIKE 'the process that was sending this mail ended%'",
                        Integer.class))
                .isEqualTo(4);

        var refusal = Reply.parse(Phase.RCPT, "550 5.1.1 no such user");
        List<Outcome> late = List.of(
                outcome(1, RecipientState.ACCEPTED, Optional.empty()),
                outcome(2, RecipientState.REFUSED, Optional.of(refusal)),
                outcome(3, RecipientState.DEFERRED, Optional.of(Reply.parse(Phase.RCPT, "451 4.3.0 later"))));
        delivery.record(slow, late);
        delivery.record(slow, late);
        // what would have to be sent again is left to the operator: the lane may be finished by now
        Map<RecipientState, Integer> decided = Map.of(
                RecipientState.ACCEPTED,
                1,
                RecipientState.REFUSED,
                1,
                RecipientState.UNCERTAIN,
                2,
                RecipientState.QUEUED,
                1);
        assertThat(states(ledger, campaign)).isEqualTo(decided);

        // a run's word about what it never held, or does not hold any more, changes nothing
        delivery.record(other, List.of(outcome(4, RecipientState.ACCEPTED, Optional.empty())));
        delivery.record(slow, List.of(outcome(5, RecipientState.ACCEPTED, Optional.empty())));
        assertThat(states(ledger, campaign)).isEqualTo(decided);
    }

    private static LaneLease open(JdbcDeliveryLedger delivery, CampaignEntry campaign, String owner, Instant now) {
        return delivery.open(campaign.id(), LANE, owner, UncertainPolicy.HOLD, LEASE, now)
                .orElseThrow();
    }

    private static Outcome outcome(int row, RecipientState state, Optional<Reply> reply) {
        return new Outcome(
                row,
                state,
                1,
                Optional.of(START),
                state.isOpen() ? Optional.of(START.plusSeconds(60)) : Optional.empty(),
                START.plusSeconds(40),
                reply.map(
                        said -> new Outcome.Trouble(said, ReplyTable.standard().verdict(said))));
    }

    private static Map<RecipientState, Integer> states(TestLedger ledger, CampaignEntry campaign) {
        return Objects.requireNonNull(ledger.campaigns.tally(campaign.id()).get(LANE));
    }
}
