package sendepostfach.campaign;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * When mail may leave.
 *
 * @param days the days of the week
 * @param from the time of day from which mail may leave, inclusive
 * @param to the time of day until which mail may leave, exclusive; midnight means the day's end
 * @param zone where the clock on the wall hangs
 */
public record SendingHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    /** Mail may leave at any time. */
    public static SendingHours always() {
        return new SendingHours(
                EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"));
    }

    public SendingHours {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("sending hours need at least one day, such as MON-FRI");
        }
        if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
            throw new IllegalArgumentException("sending hours must begin before they end: " + from + " .. " + to);
        }
        days = EnumSet.copyOf(days);
    }

    /** Whether mail may leave at this moment. */
    public boolean areOpenAt(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        return days.contains(local.getDayOfWeek())
                && !local.toLocalTime().isBefore(from)
                && (to.equals(LocalTime.MIDNIGHT) || local.toLocalTime().isBefore(to));
    }

    /** The first moment from {@code now} on at which mail may leave; {@code now} itself within the hours. */
    public Instant nextOpening(Instant now) {
        if (areOpenAt(now)) {
            return now;
        }
        ZonedDateTime local = now.atZone(zone);
        for (int day = 0; day <= 7; day++) {
            ZonedDateTime opening =
                    local.toLocalDate().plusDays(day).atTime(from).atZone(zone);
            if (days.contains(opening.getDayOfWeek()) && !opening.toInstant().isBefore(now)) {
                return opening.toInstant();
            }
        }
        throw new IllegalStateException("no opening within a week: " + this);
    }

    /** When the hours that are open at {@code now} end; far away where mail may always leave. */
    public Instant closingAfter(Instant now) {
        if (days.size() == 7 && from.equals(LocalTime.MIDNIGHT) && to.equals(LocalTime.MIDNIGHT)) {
            return Instant.MAX;
        }
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime end = to.equals(LocalTime.MIDNIGHT)
                ? local.toLocalDate().plusDays(1).atStartOfDay(zone)
                : local.toLocalDate().atTime(to).atZone(zone);
        return end.toInstant();
    }
}
