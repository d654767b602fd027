package sendepostfach.batch;

import java.util.List;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Leaves a step's transaction for a while. One without a database does nothing, but Spring takes it for a real one: it keeps a
 * connection that is used within it until it ends, so that a lane would hold one for as long as it runs.
 */
final class OutsideTransaction {
    /** What is done outside. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    private OutsideTransaction() {}

    static <T> T call(Work<T> work) throws InterruptedException {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return work.run();
        }
        List<TransactionSynchronization> before = TransactionSynchronizationManager.getSynchronizations();
        boolean active = TransactionSynchronizationManager.isActualTransactionActive();
        TransactionSynchronizationManager.clearSynchronization();
        TransactionSynchronizationManager.setActualTransactionActive(false);
        try {
            return work.run();
        } finally {
            TransactionSynchronizationManager.initSynchronization();
            before.forEach(TransactionSynchronizationManager::registerSynchronization);
            TransactionSynchronizationManager.setActualTransactionActive(active);
        }
    }
}
