package sendepostfach.campaign;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At most {@code count} messages in any window of the length {@code per}, as {@code 30/min}, {@code 500/h},
 * {@code 10000/d} or {@code 5/10s}.
 */
public record Limit(int count, Duration per) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*/\\s*(\\d{0,6})\\s*(s|sec|min|m|h|hour|d|day)");

    public Limit {
        if (count < 1) {
            throw new IllegalArgumentException("a limit must allow at least one message: " + count + " per " + per);
        }
        if (per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("a limit's window must be longer than nothing: " + per);
        }
    }

    /**
     * Reads {@code 30/min}.
     *
     * @throws IllegalArgumentException naming the forms that are understood
     */
    public static Limit parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a limit: \"" + text + "\"; write it like 30/min, 500/h, 10000/d or 5/10s");
        }
        long amount = matcher.group(2).isEmpty() ? 1 : Long.parseLong(matcher.group(2));
        Duration unit =
                switch (matcher.group(3).charAt(0)) {
                    case 's' -> Duration.ofSeconds(1);
                    case 'm' -> Duration.ofMinutes(1);
                    case 'h' -> Duration.ofHours(1);
                    default -> Duration.ofDays(1);
                };
        return new Limit(Integer.parseInt(matcher.group(1)), unit.multipliedBy(amount));
    }

    /** The mean time between two messages at this limit. */
    public Duration spacing() {
        return per.dividedBy(count);
    }

    /** The same limit in a time that runs {@code factor} times faster. */
    public Limit faster(int factor) {
        return new Limit(count, per.dividedBy(factor));
    }

    @Override
    public String toString() {
        for (var unit : new String[][] {{"d", "P1D"}, {"h", "PT1H"}, {"min", "PT1M"}, {"s", "PT1S"}}) {
            Duration length = Duration.parse(unit[1]);
            if (per.toMillis() % length.toMillis() == 0) {
                long times = per.toMillis() / length.toMillis();
                return count + "/" + (times == 1 ? "" : times) + unit[0];
            }
        }
        return count + "/" + per;
    }
}
