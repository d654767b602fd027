package sendepostfach.dns;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets a bounded number of asynchronous look-ups run at once; the others wait their turn without a thread. */
final class Gate {
    private final Semaphore free;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();

    Gate(int atOnce) {
        this.free = new Semaphore(atOnce);
    }

    /** Runs the look-up when it is its turn. */
    <T> CompletionStage<T> enter(Supplier<CompletionStage<T>> lookUp) {
        var result = new CompletableFuture<T>();
        waiting.add(() -> CompletableFuture.completedStage(null)
                .thenCompose(nothing -> lookUp.get())
                .whenComplete((value, fault) -> {
                    free.release();
                    if (fault == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(fault);
                    }
                    letIn();
                }));
        letIn();
        return result;
    }

    /**
     * Starts what may run. A call that comes while another one is at it only leaves word, so that look-ups that end at once,
     * as those that the cache answers, do not pile up on the stack.
     */
    private void letIn() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            while (!waiting.isEmpty() && free.tryAcquire()) {
                Runnable next = waiting.poll();
                if (next != null) {
                    next.run();
                }
            }
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }
}
