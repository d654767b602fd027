package sendepostfach.campaign;

import java.time.Duration;
import java.time.Instant;

/** The time that a recipient's delivery may take, from the first attempt on: five days unless the job says otherwise. */
public record Window(Instant opens, Instant closes) {
    public static final Duration DEFAULT_LENGTH = Duration.ofDays(5);

    public Window {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("window must open before it closes: " + opens + " .. " + closes);
        }
    }

    /** The window that opens now. */
    public static Window from(Instant opens, Duration length) {
        return new Window(opens, opens.plus(length));
    }

    /** Whether a try may be made at this moment. The moment of closing is outside. */
    public boolean isOpenAt(Instant now) {
        return !now.isBefore(opens) && now.isBefore(closes);
    }

    public Duration length() {
        return Duration.between(opens, closes);
    }
}
