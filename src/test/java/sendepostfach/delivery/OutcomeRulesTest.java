package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.Address;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.campaign.Verdict;
import sendepostfach.pacing.PaceSettings;

class OutcomeRulesTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration WINDOW = Duration.ofHours(5);
    private static final Reply LATER = Reply.parse(Phase.RCPT, "451 4.3.0 try again later");
    private static final Verdict RETRY =
            new Verdict(ReplyKind.TRANSIENT, Matter.RECIPIENT, Action.RETRY, Optional.empty(), "");
    /** No jitter: the middle of the range. */
    private static final RandomGenerator MIDDLE = new RandomGenerator() {
        @Override
        public long nextLong() {
            return Long.MIN_VALUE;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    @Test
    void aRecipientWhoseServerAlwaysPutsOffIsTriedByTheListAndExpiresAtTheWindowsEnd() {
        var clock = new SettableClock(START);
        List<Duration> tries = new ArrayList<>();
        Due due = due(RecipientState.QUEUED, 0, Optional.empty());
        Outcome outcome;
        do {
            Instant now = clock.instant();
            tries.add(Duration.between(START, now));
            outcome = rules(UncertainPolicy.HOLD).of(due, LATER, RETRY, Instant.EPOCH, now);
            due = due(RecipientState.DEFERRED, outcome.attempts(), outcome.firstTryAt());
            clock.set(outcome.dueAt().orElse(now));
        } while (clock.instant().isBefore(START.plus(WINDOW)));

        assertThat(tries)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(40),
                        Duration.ofMinutes(100),
                        Duration.ofMinutes(160),
                        Duration.ofMinutes(220),
                        Duration.ofMinutes(280),
                        Duration.ofMinutes(299));
        assertThat(clock.instant()).isEqualTo(START.plus(WINDOW));
        assertThat(outcome.state()).isEqualTo(RecipientState.DEFERRED);
    }

    @Test
    void anAttemptThatEndsAfterTheWindowExpiresTheRecipient() {
        Due due = due(RecipientState.DEFERRED, 3, Optional.of(START));

        Outcome outcome = rules(UncertainPolicy.HOLD).of(due, LATER, RETRY, Instant.EPOCH, START.plus(WINDOW));

        assertThat(outcome.state()).isEqualTo(RecipientState.EXPIRED);
    }

    @Test
    void theMailboxesOwnFaultCostsNoAttempt() {
        Due due = due(RecipientState.QUEUED, 0, Optional.empty());
        Reply quota = Reply.parse(Phase.MAIL, "450 4.7.1 Error: too much mail from 127.0.0.1");
        var verdict = new Verdict(ReplyKind.RATE_LIMITED, Matter.MAILBOX, Action.PAUSE_MAILBOX, Optional.empty(), "");

        Outcome outcome = rules(UncertainPolicy.HOLD).of(due, quota, verdict, START.plusSeconds(60), START);

        assertThat(outcome.state()).isEqualTo(RecipientState.QUEUED);
        assertThat(outcome.attempts()).isZero();
        assertThat(outcome.firstTryAt()).isEmpty();
        assertThat(outcome.dueAt()).contains(START.plusSeconds(60));
    }

    @Test
    void aBreakAfterTheLastByteIsUncertainAndOneBeforeItIsNot() {
        Due due = due(RecipientState.QUEUED, 0, Optional.empty());

        Outcome after = rules(UncertainPolicy.HOLD)
                .of(due, Reply.none(Phase.BODY, "connection reset"), RETRY, Instant.EPOCH, START);
        Outcome before = rules(UncertainPolicy.HOLD)
                .of(due, Reply.none(Phase.DATA, "connection reset"), RETRY, Instant.EPOCH, START);
        Outcome resent = rules(UncertainPolicy.RESEND)
                .of(due, Reply.none(Phase.BODY, "connection reset"), RETRY, Instant.EPOCH, START);

        assertThat(after.state()).isEqualTo(RecipientState.UNCERTAIN);
        assertThat(before.state()).isEqualTo(RecipientState.DEFERRED);
        // tried again by the list, and no attempt of the recipient's is counted
        assertThat(before.attempts()).isZero();
        assertThat(before.firstTryAt()).contains(START);
        assertThat(before.dueAt()).contains(START.plus(Duration.ofMinutes(10)));
        assertThat(resent.state()).isEqualTo(RecipientState.DEFERRED);
    }

    @Test
    void aSitesRestReplacesTheListsWait() {
        Due due = due(RecipientState.QUEUED, 0, Optional.empty());
        var verdict = new Verdict(ReplyKind.RATE_LIMITED, Matter.SITE, Action.SUSPEND_SITE, Optional.empty(), "");

        Outcome outcome = rules(UncertainPolicy.HOLD).of(due, LATER, verdict, START.plusSeconds(300), START);

        assertThat(outcome.dueAt()).contains(START.plusSeconds(300));
    }

    private static OutcomeRules rules(UncertainPolicy policy) {
        var retry = new RetrySchedule(List.of(Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(1)));
        var orders = new LaneOrders(
                "haupt",
                1,
                List.of(),
                site -> new SiteRules(Limit.parse("60/min"), 1, 10),
                PaceSettings.STANDARD,
                retry,
                WINDOW,
                SendingHours.always(),
                policy,
                START,
                Optional.empty());
        return new OutcomeRules(orders, MIDDLE);
    }

    private static Due due(RecipientState state, int attempts, Optional<Instant> firstTry) {
        return new Due(1, state, Address.of("anna@gmx.example"), "", List.of(), attempts, firstTry, "gmx-webde");
    }
}
