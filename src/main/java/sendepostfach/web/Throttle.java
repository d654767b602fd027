package sendepostfach.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows down whoever guesses passwords: after some failures in a row a key has to wait, each time twice as long. */
final class Throttle {
    private static final int FREE = 5;
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private record Failures(int n, Instant until) {}

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** How long a key has to wait before it may try; zero where it need not. */
    synchronized Duration waitOf(String key) {
        Failures known = failures.get(key);
        Instant now = clock.instant();
        return known == null || !now.isBefore(known.until) ? Duration.ZERO : Duration.between(now, known.until);
    }

    synchronized void failed(String key) {
        Failures known = failures.remove(key);
        int n = (known == null ? 0 : known.n) + 1;
        Duration wait = Duration.ZERO;
        if (n >= FREE) {
            Duration doubled = FIRST.multipliedBy(1L << Math.min(n - FREE, 20));
            wait = doubled.compareTo(MOST) > 0 ? MOST : doubled;
        }
        failures.put(key, new Failures(n, clock.instant().plus(wait)));
    }

    synchronized void succeeded(String key) {
        failures.remove(key);
    }
}
