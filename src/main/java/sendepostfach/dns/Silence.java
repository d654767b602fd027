package sendepostfach.dns;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notices that the name servers have fallen silent, so that a hundred thousand domains do not wait for them one time-out
 * after the other: after so many silences in a row, one question at a time finds out whether they are back.
 */
final class Silence {
    private final int limit;
    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicBoolean probing = new AtomicBoolean();

    Silence(int limit) {
        this.limit = limit;
    }

    /** Whether a question is worth asking now. Each yes is followed by {@link #end}. */
    boolean isWorthAsking() {
        return inARow.get() < limit || probing.compareAndSet(false, true);
    }

    /** A question has ended. */
    void end(boolean heard) {
        if (heard) {
            inARow.set(0);
        } else {
            inARow.incrementAndGet();
        }
        probing.set(false);
    }
}
