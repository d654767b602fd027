package sendepostfach.sandbox;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single values as the rules write them. Each throws {@link IllegalArgumentException} naming the form it understands. */
final class Values {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(kB|MB)?");

    private Values() {}

    /** {@code 500ms}, {@code 5s}, {@code 2min}, {@code 1h} or {@code PT5S}. */
    static Duration time(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "min" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
        try {
            Duration time = Duration.parse(text.strip());
            if (!time.isNegative()) {
                return time;
            }
        } catch (DateTimeParseException notIso) {
            // told below, together with a negative time
        }
        throw new IllegalArgumentException("not a time: \"" + text + "\"; write it like 500ms, 5s, 2min or PT5S");
    }

    /** {@code 200000}, {@code 200kB} or {@code 20MB}, in bytes; kB and MB as powers of 1000. */
    static int bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (matcher.matches()) {
            String unit = matcher.group(2) == null ? "" : matcher.group(2);
            long factor = unit.isEmpty() ? 1 : unit.equals("kB") ? 1_000 : 1_000_000;
            long bytes = Long.parseLong(matcher.group(1)) * factor;
            if (bytes <= Integer.MAX_VALUE - 1024) {
                return (int) bytes;
            }
        }
        throw new IllegalArgumentException("not a size: \"" + text + "\"; write it like 200000, 200kB or 20MB");
    }

    static int count(String text) {
        try {
            int count = Integer.parseInt(text.strip());
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with a number that is too small
        }
        throw new IllegalArgumentException("not a number of at least 1: \"" + text + "\"");
    }

    static boolean yesOrNo(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new IllegalArgumentException("neither yes nor no: \"" + text + "\"");
        };
    }
}
