package sendepostfach.ledger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.PaceLedgerContract;

class JdbcPaceLedgerTest {
    @Nested
    class OnH2 extends PaceLedgerContract {
        private final TestLedger ledger = TestLedger.onH2();

        @Override
        protected PaceLedger ledger() {
            return new JdbcPaceLedger(ledger.database);
        }

        @AfterEach
        void close() throws Exception {
            ledger.close();
        }
    }

    @Nested
    class OnMySql extends PaceLedgerContract {
        private final TestLedger ledger = TestLedger.onMySql();

        @Override
        protected PaceLedger ledger() {
            return new JdbcPaceLedger(ledger.database);
        }

        @AfterEach
        void close() throws Exception {
            ledger.close();
        }
    }
}
