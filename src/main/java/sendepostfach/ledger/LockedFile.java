package sendepostfach.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

import sendepostfach.delivery.Sleeper;

/**
 * Waits for H2's file before anybody uses the pool. While a process opens or closes the file, it is locked for all others, or its
 * lock names a server that is not there any more; that takes a moment, and whoever starts in it would end with that fault.
 */
final class LockedFile implements BeanPostProcessor {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofMillis(200);

    /** Stands in the address of a file of H2's that several processes use. */
    private static final String SHARED = ";AUTO_SERVER=TRUE";

    /** H2's codes: cannot be opened, is open already, and its server cannot be reached. */
    private static final Set<Integer> LOCKED = Set.of(8000, 90020, 90067);

    private final ObjectProvider<Clock> clock;
    private final ObjectProvider<Sleeper> sleeper;

    LockedFile(ObjectProvider<Clock> clock, ObjectProvider<Sleeper> sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:h2:")) {
            await(pool, clock.getObject());
        }
        return bean;
    }

    private void await(HikariDataSource pool, Clock time) {
        Instant giveUp = time.instant().plus(PATIENCE);
        while (isLocked(pool) && time.instant().isBefore(giveUp)) {
            new Pause(time, sleeper.getObject()).sleep(AGAIN);
        }
    }

    /** Other faults are said by whoever needs the database. */
    private static boolean isLocked(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return connection.isClosed();
        } catch (SQLException fault) {
            return LOCKED.contains(fault.getErrorCode());
        }
    }
}
