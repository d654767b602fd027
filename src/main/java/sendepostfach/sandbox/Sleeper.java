package sendepostfach.sandbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a slow practice provider lets time pass: handed in, so that tests need not wait. */
@FunctionalInterface
public interface Sleeper {
    /** Lets real time pass. */
    Sleeper REAL = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

    /**
     * Returns when the time has passed.
     *
     * @throws InterruptedException when the sandbox is being closed
     */
    void sleep(Duration time) throws InterruptedException;
}
