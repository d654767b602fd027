package sendepostfach.delivery;

import java.time.Instant;

/** How a thread waits for a time, so that tests need not. */
@FunctionalInterface
public interface Sleeper {
    /**
     * Waits on a monitor that the caller holds until it is notified or the time has come. May return early: the caller looks
     * again.
     */
    void await(Object monitor, Instant until) throws InterruptedException;
}
