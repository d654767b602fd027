package sendepostfach.campaign;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a campaign starts.
 *
 * @param at the local time of a single start
 * @param cron a Quartz cron expression of repeated starts
 * @param zone where the clock on the wall hangs
 * @param missed what becomes of a start that no process was there to make
 */
public record Schedule(Optional<LocalDateTime> at, Optional<String> cron, ZoneId zone, Missed missed) {
    public Schedule {
        if (at.isPresent() && cron.isPresent()) {
            throw new IllegalArgumentException("a schedule has either at: or cron:, not both");
        }
    }

    /** A schedule whose missed starts are made up for. */
    public Schedule(Optional<LocalDateTime> at, Optional<String> cron, ZoneId zone) {
        this(at, cron, zone, Missed.ONCE);
    }

    /** Start at once. */
    public static Schedule now(ZoneId zone) {
        return new Schedule(Optional.empty(), Optional.empty(), zone);
    }
}
