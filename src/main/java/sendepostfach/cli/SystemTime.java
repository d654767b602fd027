package sendepostfach.cli;

import java.time.Clock;

/** The one place that reads the machine's clock; everything else is handed a clock. */
public final class SystemTime {
    private SystemTime() {}

    /** The machine's clock in UTC. */
    public static Clock clock() {
        return Clock.systemUTC();
    }
}
