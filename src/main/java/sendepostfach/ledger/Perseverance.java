package sendepostfach.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;

import sendepostfach.delivery.Sleeper;

/**
 * Repeats a write that must not be lost until the database has kept it: while it is restarted, unreachable, or full. Only for
 * what may be written again where nobody knows whether it was kept.
 */
final class Perseverance {
    private static final Logger LOG = LoggerFactory.getLogger(Perseverance.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Clock clock;
    private final Pause pause;

    Perseverance(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.pause = new Pause(clock, sleeper);
    }

    /** Returns what the write returns once the database has kept it. */
    <T> T untilKept(String what, Supplier<T> write) {
        return within(Duration.ofDays(365), what, write);
    }

    /**
     * Returns what the write returns, or throws why the database has not kept it within so long.
     */
    <T> T within(Duration patience, String what, Supplier<T> write) {
        Instant giveUp = clock.instant().plus(patience);
        Duration wait = FIRST_WAIT;
        boolean said = false;
        while (true) {
            try {
                T result = write.get();
                if (said) {
                    LOG.info("the database has kept {}", what);
                }
                return result;
            } catch (DataAccessException | TransactionException fault) {
                if (isLasting(fault) || !clock.instant().plus(wait).isBefore(giveUp)) {
                    throw fault;
                }
                if (!said) {
                    LOG.warn(
                            "the database does not keep {}; it is tried again until it does: {}",
                            what,
                            fault.getMessage());
                    said = true;
                }
            }
            pause.sleep(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    /** Whether the same write would fail again. */
    private static boolean isLasting(RuntimeException fault) {
        return fault instanceof DataIntegrityViolationException
                || fault instanceof InvalidDataAccessApiUsageException
                || fault instanceof InvalidDataAccessResourceUsageException;
    }
}
