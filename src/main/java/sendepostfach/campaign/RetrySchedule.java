package sendepostfach.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a deferred recipient is tried again: by a list of waits, then the last one again and again, each with jitter; and
 * once more just before the window closes.
 *
 * @param waits the time from an attempt to the next, in order
 */
public record RetrySchedule(List<Duration> waits) {
    /** The share of a wait by which it is shortened or lengthened at random, so that retries do not march in step. */
    private static final double JITTER = 0.1;

    private static final Duration LAST_TRY_BEFORE_CLOSE = Duration.ofMinutes(1);

    public static final RetrySchedule DEFAULT = new RetrySchedule(List.of(
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4)));

    public RetrySchedule {
        waits = List.copyOf(waits);
        if (waits.isEmpty()) {
            throw new IllegalArgumentException("a retry list needs at least one wait, such as PT10M");
        }
        for (Duration wait : waits) {
            if (wait.isNegative() || wait.isZero()) {
                throw new IllegalArgumentException("a wait must be longer than nothing: " + wait);
            }
        }
    }

    /** The wait after attempt number {@code attempts} (1 is the first), before jitter. */
    public Duration waitAfter(int attempts) {
        return waits.get(Math.min(Math.max(attempts, 1), waits.size()) - 1);
    }

    /**
     * When a recipient whose attempt number {@code attempts} has just failed is due again. The answer is the window's close
     * when no further attempt fits: then it expires.
     */
    public Instant nextAfter(int attempts, Instant now, Window window, RandomGenerator random) {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        long millis = Math.max(1, Math.round(waitAfter(attempts).toMillis() * factor));
        Instant next = now.plusMillis(millis);
        Instant lastTry = lastTryIn(window);
        if (next.isBefore(lastTry)) {
            return next;
        }
        return now.isBefore(lastTry) ? lastTry : window.closes();
    }

    /** The last moment at which a try is made: a minute before the window closes, or a tenth of a short window. */
    public Instant lastTryIn(Window window) {
        Duration tenth = window.length().dividedBy(10);
        Duration margin = tenth.compareTo(LAST_TRY_BEFORE_CLOSE) < 0 ? tenth : LAST_TRY_BEFORE_CLOSE;
        return window.closes().minus(margin);
    }
}
