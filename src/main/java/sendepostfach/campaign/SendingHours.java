package sendepostfach.campaign;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int day = 0; day <= 7; day++) {
            Optional<Instant> opening = openings(today.plusDays(day))
                    .filter(each -> each.isAfter(now) && areOpenAt(each))
                    .min(Comparator.naturalOrder());
            if (opening.isPresent()) {
                return opening.get();
            }
        }
        throw new IllegalStateException("no opening within a week: " + this);
    }

    /**
     * When the hours may open on a day: at their time of day, which may come twice where clocks are set back, and where clocks
     * are set, since that can bring the hours about too.
     */
    private Stream<Instant> openings(LocalDate day) {
        ZoneRules rules = zone.getRules();
        LocalDateTime opening = day.atTime(from);
        ZoneOffsetTransition change =
                rules.nextTransition(day.atStartOfDay(zone).toInstant().minusMillis(1));
        return Stream.concat(
                rules.getValidOffsets(opening).stream().map(opening::toInstant),
                Stream.ofNullable(change)
                        .map(ZoneOffsetTransition::getInstant)
                        .filter(at -> at.atZone(zone).toLocalDate().equals(day)));
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
        // where clocks are set back, the same time comes again
        return (end.toInstant().isAfter(now) ? end : end.withLaterOffsetAtOverlap()).toInstant();
    }
}
