package sendepostfach.pacing;

import java.time.Duration;
import java.time.Instant;

/**
 * Gives out a site's turns, one after another in time, to whoever asks: together all lanes are no faster than the site's rate.
 * The same arithmetic for every ledger.
 *
 * @param turns what the lane is given
 * @param next when the first turn is that nobody has been given
 */
public record TurnBook(PaceLedger.Turns turns, Instant next) {
    /** A site that was idle may catch up this much, so that short waits do not add up to a lower rate. */
    public static final Duration CATCH_UP = Duration.ofMillis(200);

    /** Answers a wish, where {@code free} is the first turn that nobody has been given. */
    public static TurnBook answer(
            PaceLedger.Wish wish, SitePace before, Instant free, PaceSettings settings, Instant now) {
        SitePace pace = before.afterAcceptances(wish.accepted(), now, wish.rules(), settings);
        // whose probe was accepted may go on at once
        boolean reopened = before.isProbing() && !pace.isProbing();
        Instant first = reopened ? now : free;
        if (wish.wanted() == 0) {
            return new TurnBook(new PaceLedger.Turns(pace, 0, now), first);
        }
        if (pace.isSuspendedAt(now)) {
            return new TurnBook(new PaceLedger.Turns(pace, 0, pace.rest().until()), first);
        }
        if (pace.isProbing()) {
            return first.isAfter(now)
                    ? new TurnBook(new PaceLedger.Turns(pace, 0, first), first)
                    : new TurnBook(new PaceLedger.Turns(pace, 1, now), now.plus(PaceLedger.PROBE));
        }
        Instant earliest = now.minus(CATCH_UP);
        Instant from = first.isBefore(earliest) ? earliest : first;
        Duration spacing = pace.spacing(wish.rules());
        if (from.isAfter(now.plus(spacing))) {
            // others have been given the turns until then
            return new TurnBook(new PaceLedger.Turns(pace, 0, from.minus(spacing)), from);
        }
        return new TurnBook(
                new PaceLedger.Turns(pace, wish.wanted(), from), from.plus(spacing.multipliedBy(wish.wanted())));
    }
}
