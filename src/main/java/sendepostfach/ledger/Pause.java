package sendepostfach.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import sendepostfach.delivery.Sleeper;

/** How a thread lets some time pass before it asks the database again. */
final class Pause {
    private final Clock clock;
    private final Sleeper sleeper;

    Pause(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Returns when so much time has passed.
     *
     * @throws IllegalStateException where the thread is interrupted
     */
    void sleep(Duration wait) {
        var monitor = new Object();
        Instant until = clock.instant().plus(wait);
        synchronized (monitor) {
            try {
                while (clock.instant().isBefore(until)) {
                    sleeper.await(monitor, until);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the database is away", end);
            }
        }
    }
}
