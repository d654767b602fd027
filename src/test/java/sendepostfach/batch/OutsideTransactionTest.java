package sendepostfach.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class OutsideTransactionTest {
    @Test
    void outsideThereIsNoTransactionAndAfterwardsTheStepHasItsOwnBack() {
        var seen = new ArrayList<Boolean>();
        new TransactionTemplate(new ResourcelessTransactionManager()).executeWithoutResult(step -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    seen.add(true);
                }
            });
            try {
                seen.add(OutsideTransaction.call(() -> TransactionSynchronizationManager.isSynchronizationActive()
                        || TransactionSynchronizationManager.isActualTransactionActive()));
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            seen.add(TransactionSynchronizationManager.isActualTransactionActive());
        });

        assertThat(seen).containsExactly(false, true, true);
    }
}
