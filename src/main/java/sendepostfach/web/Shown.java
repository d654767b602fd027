package sendepostfach.web;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * How numbers and times are shown to one visitor.
 *
 * @param locale the language
 * @param zone where the clock on the visitor's wall hangs
 * @param now the moment of the request
 */
public record Shown(Locale locale, ZoneId zone, Instant now) {
    /** A number with its thousands apart. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A share in percent; never 0 where there is something, and never 100 where something is missing. */
    public String percent(long part, long whole) {
        if (whole == 0) {
            return "0\u00a0%";
        }
        double share = 100.0 * part / whole;
        String text =
                share > 0 && share < 1 ? "< 1" : share < 100 && share > 99 ? "> 99" : String.valueOf(Math.round(share));
        return text + "\u00a0%";
    }

    /** A moment as short as it can be told: without the day where it is today. */
    public String time(Instant time) {
        var local = time.atZone(zone);
        boolean today = local.toLocalDate().equals(LocalDate.ofInstant(now, zone));
        var style = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withLocale(locale);
        if (today) {
            return local.format(style);
        }
        return local.format(DateTimeFormatter.ofPattern(isGerman() ? "EE d. MMM, HH:mm" : "EE d MMM, HH:mm", locale));
    }

    /** A moment in full, with its zone. */
    public String fullTime(Instant time) {
        return time.atZone(zone)
                .format(DateTimeFormatter.ofPattern(
                        isGerman() ? "EEEE, d. MMMM yyyy, HH:mm:ss z" : "EEEE, d MMMM yyyy, HH:mm:ss z", locale));
    }

    /** A moment that may not be known. */
    public String time(Optional<Instant> time) {
        return time.map(this::time).orElse("–");
    }

    /** How long it is until a moment, in its largest two units. */
    public String until(Instant time) {
        return duration(Duration.between(now, time));
    }

    /** A length of time in its largest two units. */
    public String duration(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        long days = seconds / 86_400;
        long hours = seconds / 3600 % 24;
        long minutes = seconds / 60 % 60;
        String day = isGerman() ? " Tg" : " d";
        String hour = isGerman() ? " Std" : " h";
        if (days > 0) {
            return days + day + (hours > 0 ? " " + hours + hour : "");
        }
        if (hours > 0) {
            return hours + hour + (minutes > 0 ? " " + minutes + " min" : "");
        }
        return minutes > 0 ? minutes + " min" + (minutes < 10 ? " " + seconds % 60 + " s" : "") : seconds + " s";
    }

    /** A size in bytes, in its largest unit. */
    public String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes / 1024.0;
        String unit = "KB";
        if (size >= 1024) {
            size /= 1024;
            unit = "MB";
        }
        if (size >= 1024) {
            size /= 1024;
            unit = "GB";
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(size < 10 ? 1 : 0);
        return format.format(size) + " " + unit;
    }

    public boolean isGerman() {
        return locale.getLanguage().equals("de");
    }

    /** The other language that there is. */
    public String otherLanguage() {
        return isGerman() ? "en" : "de";
    }
}
