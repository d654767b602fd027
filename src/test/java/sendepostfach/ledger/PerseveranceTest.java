package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

class PerseveranceTest {
    private Instant now = Instant.parse("2026-12-01T08:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };
    private final Perseverance perseverance = new Perseverance(clock, (monitor, until) -> now = until);

    @Test
    void aWriteIsRepeatedUntilADatabaseThatWasAwayOrFullKeepsIt() {
        Instant began = now;
        var attempts = new AtomicInteger();
        String kept = perseverance.untilKept("an outcome", () -> switch (attempts.incrementAndGet() % 3) {
            case 0 -> throw new CannotCreateTransactionException("connection refused");
            case 1 -> throw new DataAccessResourceFailureException("communications link failure");
            default -> {
                if (attempts.get() < 50) {
                    throw new UncategorizedSQLException(
                            "write", null, new java.sql.SQLException("the table 'recipient' is full", "HY000", 1114));
                }
                yield "kept";
            }
        });
        assertThat(kept).isEqualTo("kept");
        assertThat(attempts).hasValue(50);
        // it is asked every two seconds, not all the time
        assertThat(Duration.between(began, now)).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(100));
    }

    @Test
    void whatWouldFailAgainIsNotRepeated() {
        var attempts = new AtomicInteger();
        assertThatThrownBy(() -> perseverance.untilKept("an outcome", () -> {
                    attempts.incrementAndGet();
                    throw new DuplicateKeyException("is there already");
                }))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whereItsTimeIsLimitedTheFaultIsThrownInTheEnd() {
        Instant began = now;
        assertThatThrownBy(() -> perseverance.within(Duration.ofSeconds(4), "claims", () -> {
                    throw new DataAccessResourceFailureException("away");
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(Duration.between(began, now)).isLessThan(Duration.ofSeconds(4));
    }
}
