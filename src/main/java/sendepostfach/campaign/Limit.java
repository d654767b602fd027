package sendepostfach.campaign;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At most {@code count} messages in any window of the length {@code per}, as {@code 30/min}, {@code 500/h},
 * {@code 10000/d} or {@code 5/10s}. A limit of recipients ({@code 500 recipients/h}) is the same, since each mail has one.
 */
public record Limit(int count, Duration per) {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{1,9})\\s*(?:messages|mails|recipients)?\\s*/\\s*(\\d{0,6})\\s*(s|sec|min|m|h|hour|d|day)");

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

    /** The limit that comes next to a rate, over a time in which its count is telling. */
    public static Limit ofRate(double perSecond) {
        for (Duration per : new Duration[] {Duration.ofMinutes(1), Duration.ofHours(1)}) {
            long count = Math.round(perSecond * per.toSeconds());
            if (count >= 10) {
                return new Limit((int) Math.min(Integer.MAX_VALUE, count), per);
            }
        }
        return new Limit(
                (int) Math.max(1, Math.round(perSecond * Duration.ofDays(1).toSeconds())), Duration.ofDays(1));
    }

    /** The mean time between two messages at this limit. */
    public Duration spacing() {
        return per.dividedBy(count);
    }

    /** Messages a second at this limit, in the mean. */
    public double perSecond() {
        return count * 1e9 / per.toNanos();
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
