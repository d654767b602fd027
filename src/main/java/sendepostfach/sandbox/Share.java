package sendepostfach.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A share of all, as {@code 30% of domains}. Domains and recipients are always the same ones, so that one can look them up
 * again; attempts are drawn by chance.
 *
 * @param percent from 0 to 100
 */
record Share(double percent, Of of) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)\\s*%\\s*of\\s+(domains|recipients|attempts)");

    /** What is shared out. */
    enum Of {
        DOMAINS,
        RECIPIENTS,
        ATTEMPTS
    }

    Share {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a share must be from 0% to 100%: " + percent + "%");
        }
    }

    /**
     * Reads {@code 30% of domains}.
     *
     * @throws IllegalArgumentException naming the form that is understood
     */
    static Share parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a share: \"" + text + "\"; write it like 30% of domains, 5% of recipients or 2% of attempts");
        }
        return new Share(
                Double.parseDouble(matcher.group(1)),
                Of.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
    }

    boolean includes(Attempt attempt, RandomGenerator random) {
        double place =
                switch (of) {
                    case DOMAINS -> placeOf(attempt.domain());
                    case RECIPIENTS -> placeOf(attempt.localPart() + "@" + attempt.domain());
                    case ATTEMPTS -> 100 * random.nextDouble();
                };
        return place < percent;
    }

    /** A place from 0 to 100 that looks like chance and stays the same. */
    private static double placeOf(String text) {
        var hash = new CRC32();
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % 10_000 / 100.0;
    }
}
