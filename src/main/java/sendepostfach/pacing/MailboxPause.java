package sendepostfach.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A rest of a whole mailbox, because of a fault that is the mailbox's own.
 *
 * @param until the rest's end; {@link Instant#MAX}: until an operator resumes it
 * @param pauses rests in a row without an acceptance in between
 * @param reason the server's words
 */
public record MailboxPause(Instant until, int pauses, String reason) {
    /** The rest after one more fault: the time that the reply names, else doubling from one to the next. */
    public static MailboxPause after(
            Optional<MailboxPause> before, Instant now, Optional<Duration> hint, String reply, PaceSettings settings) {
        int pauses = before.map(MailboxPause::pauses).orElse(0);
        Duration doubled = settings.mailboxPauseFirst().multipliedBy(1L << Math.min(pauses, 16));
        Duration most = settings.mailboxPauseMost();
        Duration rest = hint.orElse(doubled.compareTo(most) > 0 ? most : doubled);
        return new MailboxPause(now.plus(rest), pauses + 1, reply);
    }

    /** A rest until an operator has acted. */
    public static MailboxPause stopped(Optional<MailboxPause> before, String reply) {
        return new MailboxPause(Instant.MAX, before.map(MailboxPause::pauses).orElse(0) + 1, reply);
    }

    public boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }

    /** Whether only an operator ends it. */
    public boolean needsAnOperator() {
        return until.equals(Instant.MAX);
    }
}
