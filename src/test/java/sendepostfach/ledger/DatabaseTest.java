package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.support.TransactionTemplate;

class DatabaseTest {
    private static final String INSERT = "INSERT INTO quota_scope (scope) VALUES ('probe')";

    @Test
    void aStepsTransactionWithoutADatabaseIsNotTakenForOneOfTheDatabase() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            Database db = ledger.database;
            var attempts = new AtomicInteger();
            new TransactionTemplate(new ResourcelessTransactionManager())
                    .executeWithoutResult(step -> assertThatThrownBy(() -> db.inTransaction(() -> {
                                attempts.incrementAndGet();
                                db.jdbc.update(INSERT);
                                throw new CannotAcquireLockException("another one was quicker");
                            }))
                            .isInstanceOf(CannotAcquireLockException.class));

            assertThat(attempts).as("tried again").hasValue(5);
            assertThat(scopes(db)).as("rolled back").isZero();
        }
    }

    @Test
    void whatRunsWithinATransactionIsPartOfItAndIsNotTriedAgainAlone() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            Database db = ledger.database;
            var inner = new AtomicInteger();
            assertThatThrownBy(() -> db.inTransaction(() -> {
                        db.jdbc.update(INSERT);
                        return db.inTransaction(() -> {
                            inner.incrementAndGet();
                            throw new CannotAcquireLockException("another one was quicker");
                        });
                    }))
                    .isInstanceOf(CannotAcquireLockException.class);

            assertThat(inner).as("with the whole, five times").hasValue(5);
            assertThat(scopes(db)).isZero();
        }
    }

    private static int scopes(Database db) {
        return db.jdbc
                .queryForList("SELECT scope FROM quota_scope", String.class)
                .size();
    }
}
