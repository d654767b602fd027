package sendepostfach.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What becomes of a start that came while no process was there to make it. */
public enum Missed {
    /** It is made up for once, as soon as a process is there, however many were missed. */
    ONCE,
    /** It is left out. */
    SKIP;

    /** A start that is late by no more than this is not missed: processes are restarted now and then. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    /** Whether a start that should have been at {@code due} is left out now. */
    public boolean skips(Instant due, Instant now) {
        return this == SKIP && now.isAfter(due.plus(GRACE));
    }

    /** How job files write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
