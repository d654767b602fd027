package sendepostfach.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind MAIL FROM: or RCPT TO: (RFC 5321, sections 4.1.1.2 and 4.1.1.3).
 *
 * @param address what stands between the brackets
 * @param parameters what follows, each as it stands, such as {@code SIZE=1000}
 */
record EnvelopePath(String address, List<String> parameters) {
    private static final Pattern PATH =
            Pattern.compile("<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"<>\\s])*)>((?:\\s+\\S+)*)\\s*");

    /** Reads what follows the verb; empty where the syntax is wrong. */
    static Optional<EnvelopePath> parse(String line, String verb) {
        if (!line.regionMatches(true, 0, verb, 0, verb.length())) {
            return Optional.empty();
        }
        Matcher matcher = PATH.matcher(line.substring(verb.length()).strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group(2).strip();
        return Optional.of(
                new EnvelopePath(matcher.group(1), rest.isEmpty() ? List.of() : Arrays.asList(rest.split("\\s+"))));
    }

    /** Whether this parameter is there, with a value or without. */
    boolean has(String name) {
        return parameters.stream().anyMatch(parameter -> nameOf(parameter).equals(name));
    }

    /** The first parameter that is none of these. */
    Optional<String> otherThan(List<String> names) {
        return parameters.stream()
                .filter(parameter -> !names.contains(nameOf(parameter)))
                .findFirst();
    }

    /** The declared size (RFC 1870), 0 where there is none or it is no number. */
    long size() {
        return parameters.stream()
                .filter(parameter -> parameter.matches("(?i)SIZE=\\d{1,18}"))
                .mapToLong(parameter -> Long.parseLong(parameter.substring("SIZE=".length())))
                .findFirst()
                .orElse(0);
    }

    boolean isAscii() {
        return address.chars().allMatch(c -> c < 0x80);
    }

    private static String nameOf(String parameter) {
        int equals = parameter.indexOf('=');
        return (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
    }
}
