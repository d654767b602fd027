package sendepostfach.jobfile;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import sendepostfach.campaign.Missed;
import sendepostfach.campaign.Nearest;
import sendepostfach.campaign.Schedule;
import sendepostfach.campaign.SendingHours;

/** Schedules and sending hours as job files write them. */
final class Times {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern CRON_FIELD = Pattern.compile("[0-9A-Za-z*?/,#-]+");
    private static final String DAY_END = "24:00";
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().substring(0, 3))
            .toList();

    private Times() {}

    /**
     * {@code { at: "2026-12-01T08:00", zone: Europe/Berlin }} or {@code { cron: "0 0 8 ? * MON", zone: ... }}, both with
     * {@code missed: once} or {@code skip}.
     */
    static Schedule schedule(Section section, ZoneId defaultZone) {
        section.only(Set.of("at", "cron", "zone", "missed"));
        ZoneId zone = zone(section, defaultZone);
        Optional<LocalDateTime> at = section.value("at")
                .map(value -> value.as(
                        text -> LocalDateTime.parse(text.replace(' ', 'T')),
                        "is not a time, write it like \"2026-12-01T08:00\""));
        Optional<String> cron = section.value("cron").map(value -> value.as(Times::cron));
        if (at.isPresent() && cron.isPresent()) {
            throw section.fault("cron", "stands beside at:, a campaign starts once or again and again");
        }
        Missed missed = section.value("missed")
                .map(value -> value.as(Times::missed, "is neither once nor skip"))
                .orElse(Missed.ONCE);
        return new Schedule(at, cron, zone, missed);
    }

    private static Missed missed(String text) {
        return Missed.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** {@code { days: MON-FRI, from: "08:00", to: "18:00" }}. */
    static SendingHours hours(Section section, ZoneId defaultZone) {
        section.only(Set.of("days", "from", "to", "zone"));
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        section.values("days").forEach(value -> days.addAll(value.as(Times::days)));
        String remedy = "is not a time of day, write it like \"08:00\"";
        LocalTime from = section.value("from")
                .map(value -> value.as(text -> LocalTime.parse(text, TIME), remedy))
                .orElse(LocalTime.MIDNIGHT);
        LocalTime to = section.value("to")
                .map(value -> value.as(
                        text -> text.equals(DAY_END) ? LocalTime.MIDNIGHT : LocalTime.parse(text, TIME), remedy))
                .orElse(LocalTime.MIDNIGHT);
        try {
            return new SendingHours(
                    days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, from, to, zone(section, defaultZone));
        } catch (IllegalArgumentException wrong) {
            throw section.fault("from", String.valueOf(wrong.getMessage()));
        }
    }

    private static ZoneId zone(Section section, ZoneId defaultZone) {
        return section.value("zone").map(value -> value.as(Times::zone)).orElse(defaultZone);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            List<String> near = Nearest.to(name, ZoneId.getAvailableZoneIds());
            throw new IllegalArgumentException(
                    "there is no time zone \"" + name + "\", "
                            + (near.isEmpty() ? "write it like Europe/Berlin" : "did you mean " + near.get(0) + "?"),
                    unknown);
        }
    }

    /** Only its shape; what the fields mean is read where the campaign is scheduled. */
    private static String cron(String text) {
        String[] fields = text.split("\\s+");
        if (fields.length == 5) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" has no field for the seconds, write it like \"0 0 8 ? * MON\" (second, minute, hour, day, month, weekday)");
        }
        boolean shaped = (fields.length == 6 || fields.length == 7)
                && Arrays.stream(fields)
                        .allMatch(field -> CRON_FIELD.matcher(field).matches());
        if (!shaped) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is not a cron expression, write it like \"0 0 8 ? * MON\" (second, minute, hour, day, month, weekday)");
        }
        if (fields[3].equals("?") == fields[5].equals("?")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must have a \"?\" for the day or for the weekday, whichever does not matter");
        }
        return text;
    }

    /** {@code MON-FRI}, {@code MON}, {@code MON-FRI, SUN}; a span may run over the week's end. */
    private static Set<DayOfWeek> days(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (String piece : text.split(",")) {
            String[] ends = piece.strip().split("\\s*-\\s*", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException(
                        "\"" + piece.strip() + "\" is not a span of days, write it like MON-FRI");
            }
            DayOfWeek last = day(ends[ends.length - 1]);
            DayOfWeek day = day(ends[0]);
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        int index = DAYS.indexOf(name.toUpperCase(Locale.ROOT));
        if (index < 0) {
            throw new IllegalArgumentException(
                    "there is no day \"" + name + "\", the days are " + String.join(", ", DAYS));
        }
        return DayOfWeek.of(index + 1);
    }
}
