package sendepostfach.sandbox;

import java.util.Locale;

/**
 * Which recipients of a domain: {@code voll*} are all whose local part begins with these letters, {@code voll} is just one,
 * {@code *} are all. Case does not matter.
 */
record LocalParts(String pattern) {
    static final LocalParts ALL = new LocalParts("*");

    LocalParts {
        pattern = pattern.toLowerCase(Locale.ROOT);
        if (pattern.isEmpty() || pattern.indexOf('*') >= 0 && pattern.indexOf('*') < pattern.length() - 1) {
            throw new IllegalArgumentException(
                    "not a name of recipients: \"" + pattern + "\"; write it like voll* or voll");
        }
    }

    /** Whether a local part in lower case is meant. */
    boolean include(String localPart) {
        return pattern.endsWith("*")
                ? localPart.startsWith(pattern.substring(0, pattern.length() - 1))
                : localPart.equals(pattern);
    }
}
