package sendepostfach.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A practice provider's limit, which nobody but the provider knows. Times are nanoseconds since the simulation's start.
 * Whoever is refused often is refused altogether for a while, longer each time.
 */
abstract class HiddenLimit {
    /** So many refusals within so long are hammering. */
    private static final int OFTEN = 20;

    private static final long WITHIN = Duration.ofMinutes(10).toNanos();
    private static final long FORGOTTEN_AFTER = Duration.ofHours(1).toNanos();

    private final Deque<Long> refusals = new ArrayDeque<>();
    private long punishedUntil = Long.MIN_VALUE;
    private Duration punishment = Duration.ofMinutes(10);
    /** Of the limit at the start. */
    double share = 1;

    int underWay;

    /** What it answers to a message that arrives now; empty: it takes it. */
    final Optional<String> answer(long now) {
        if (now < punishedUntil || !takes(now)) {
            refused(now);
            return Optional.of(refusal());
        }
        return Optional.empty();
    }

    private void refused(long now) {
        refusals.add(now);
        while (refusals.getFirst() < now - WITHIN) {
            refusals.removeFirst();
        }
        if (refusals.size() >= OFTEN && now >= punishedUntil) {
            boolean again = now < punishedUntil + FORGOTTEN_AFTER && punishedUntil > 0;
            punishment = again ? punishment.multipliedBy(2) : Duration.ofMinutes(10);
            punishedUntil = now + punishment.toNanos();
            refusals.clear();
        }
    }

    abstract boolean takes(long now);

    abstract String refusal();

    /** Messages a second that it takes at most in the long run. */
    abstract double perSecond();

    /** Tokens come evenly, and those of so long may be saved up. */
    static HiddenLimit bucket(double perSecond, Duration saved) {
        return new HiddenLimit() {
            private double tokens = burst();
            private long filled;

            private double burst() {
                return Math.max(2, perSecond() * saved.toSeconds());
            }

            @Override
            boolean takes(long now) {
                tokens = Math.min(burst(), tokens + (now - filled) / 1e9 * perSecond());
                filled = now;
                boolean any = tokens >= 1;
                tokens -= any ? 1 : 0;
                return any;
            }

            @Override
            String refusal() {
                return "450 4.7.0 Rate limit reached. Please try again later";
            }

            @Override
            double perSecond() {
                return perSecond * share;
            }
        };
    }

    /** So many in any window of such a length; what is refused does not count. */
    static HiddenLimit window(double perSecond, Duration window) {
        return new HiddenLimit() {
            private final Deque<Long> taken = new ArrayDeque<>();

            @Override
            boolean takes(long now) {
                while (!taken.isEmpty() && taken.getFirst() <= now - window.toNanos()) {
                    taken.removeFirst();
                }
                boolean free = taken.size() < inWindow();
                if (free) {
                    taken.add(now);
                }
                return free;
            }

            @Override
            String refusal() {
                return "421 4.7.0 Too many messages from your server, slow down";
            }

            private long inWindow() {
                return Math.max(1, Math.round(perSecond * share * window.toSeconds()));
            }

            @Override
            double perSecond() {
                return (double) inWindow() / window.toSeconds();
            }
        };
    }

    /** So many at once. */
    static HiddenLimit connections(int most, Duration latency) {
        return new HiddenLimit() {
            @Override
            boolean takes(long now) {
                return underWay <= Math.max(1, Math.round(most * share));
            }

            @Override
            String refusal() {
                return "421 4.7.0 Too many concurrent connections from your server";
            }

            @Override
            double perSecond() {
                return Math.max(1, Math.round(most * share)) * 1e9 / latency.toNanos();
            }
        };
    }
}
