package sendepostfach.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.campaign.Verdict;
import sendepostfach.campaign.Window;

/** From a reply's verdict to what becomes of the recipient. Decides nothing about mailbox and site. */
final class OutcomeRules {
    private final LaneOrders orders;
    private final RandomGenerator random;

    OutcomeRules(LaneOrders orders, RandomGenerator random) {
        this.orders = orders;
        this.random = random;
    }

    /**
     * The outcome of an attempt.
     *
     * @param notBefore the end of the site's or mailbox's rest; in the past where there is none
     */
    Outcome of(Due due, Reply reply, Verdict verdict, Instant notBefore, Instant now) {
        if (isUncertain(reply)) {
            return uncertain(due, reply, verdict, now);
        }
        return switch (verdict.action()) {
            case ACCEPT -> decided(due, RecipientState.ACCEPTED, now, Optional.empty());
            case REFUSE, STOP_CAMPAIGN ->
                reply.code() >= 500
                        ? decided(due, RecipientState.REFUSED, now, Optional.of(new Outcome.Trouble(reply, verdict)))
                        : deferred(due, reply, verdict, notBefore, now);
            case RETRY ->
                reply.code() == 0
                        ? unpaid(deferred(due, reply, verdict, notBefore, now), due)
                        : deferred(due, reply, verdict, notBefore, now);
            case SUSPEND_SITE, FEWER_CONNECTIONS -> deferred(due, reply, verdict, notBefore, now);
            case PAUSE_MAILBOX, STOP_MAILBOX -> unpaid(due, notBefore, now);
        };
    }

    /** Whether the connection broke where nobody can say if the server took the mail. */
    static boolean isUncertain(Reply reply) {
        return reply.code() == 0 && reply.phase() == Phase.BODY;
    }

    /** Gives a claimed recipient back as it was: no attempt is counted. */
    Outcome unpaid(Due due, Instant notBefore, Instant now) {
        Instant next = notBefore.isAfter(now) && notBefore.isBefore(Instant.MAX) ? notBefore : now;
        return new Outcome(
                due.row(), due.state(), due.attempts(), due.firstTryAt(), Optional.of(next), now, Optional.empty());
    }

    /** The connection broke before the mail was out: it is tried again, and the recipient is not to blame. */
    private static Outcome unpaid(Outcome outcome, Due due) {
        return new Outcome(
                outcome.row(),
                outcome.state(),
                due.attempts(),
                outcome.firstTryAt(),
                outcome.dueAt(),
                outcome.at(),
                outcome.trouble());
    }

    private Outcome uncertain(Due due, Reply reply, Verdict verdict, Instant now) {
        if (orders.uncertain() == UncertainPolicy.RESEND) {
            return deferred(due, reply, verdict, now, now);
        }
        return decided(due, RecipientState.UNCERTAIN, now, Optional.of(new Outcome.Trouble(reply, verdict)));
    }

    private Outcome decided(Due due, RecipientState state, Instant now, Optional<Outcome.Trouble> trouble) {
        return new Outcome(
                due.row(), state, due.attempts() + 1, Optional.of(firstTry(due, now)), Optional.empty(), now, trouble);
    }

    private Outcome deferred(Due due, Reply reply, Verdict verdict, Instant notBefore, Instant now) {
        Instant first = firstTry(due, now);
        Window window = Window.from(first, orders.window());
        if (!now.isBefore(window.closes())) {
            return decided(due, RecipientState.EXPIRED, now, Optional.of(new Outcome.Trouble(reply, verdict)));
        }
        int attempts = due.attempts() + 1;
        Instant next = orders.retry().nextAfter(attempts, now, window, random);
        Instant named = verdict.hint().map(now::plus).orElse(now);
        Instant earliest = named.isAfter(notBefore) ? named : notBefore;
        // a site's rest replaces the retry list's wait: the site says when it wants to be asked again
        boolean siteRests = notBefore.isAfter(now);
        Instant wanted = siteRests || earliest.isAfter(next) ? earliest : next;
        Instant lastTry = orders.retry().lastTryIn(window);
        Instant latest = now.isBefore(lastTry) ? lastTry : window.closes();
        Instant dueAt = wanted.isBefore(latest) ? wanted : latest;
        return new Outcome(
                due.row(),
                RecipientState.DEFERRED,
                attempts,
                Optional.of(first),
                Optional.of(dueAt),
                now,
                Optional.of(new Outcome.Trouble(reply, verdict)));
    }

    private static Instant firstTry(Due due, Instant now) {
        return due.firstTryAt().orElse(now);
    }
}
