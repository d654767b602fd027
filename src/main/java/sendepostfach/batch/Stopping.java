package sendepostfach.batch;

import java.util.function.BooleanSupplier;

/** Whether this process is about to end: mails under way are finished, no more are begun. */
public final class Stopping implements BooleanSupplier {
    private volatile boolean stopping;

    /** From now on nothing more is begun. */
    public void begin() {
        stopping = true;
    }

    @Override
    public boolean getAsBoolean() {
        return stopping;
    }
}
