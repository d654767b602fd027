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
 */
public record Schedule(Optional<LocalDateTime> at, Optional<String> cron, ZoneId zone) {
    public Schedule {
        if (at.isPresent() && cron.isPresent()) {
            throw new IllegalArgumentException("a schedule has either at: or cron:, not both");
        }
    }

    /** Start at once. */
    public static Schedule now(ZoneId zone) {
        return new Schedule(Optional.empty(), Optional.empty(), zone);
    }
}
