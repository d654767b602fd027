package sendepostfach.suppression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why somebody is not written to. */
public enum SuppressionReason {
    /** The recipient asked for it. */
    UNSUBSCRIBED,
    /** The recipient told the provider that the mail was unwanted (a feedback report, RFC 5965). */
    COMPLAINED,
    /** A mail came back: no such mailbox, or no such domain. */
    UNDELIVERABLE,
    /** Mails came back again and again, each time for a reason that may pass. */
    OFTEN_RETURNED,
    /** An operator or a list from elsewhere said so. */
    MANUAL;

    /**
     * The reason by its name as commands and files write it, such as {@code often-returned}.
     *
     * @throws IllegalArgumentException with the names that exist
     */
    public static SuppressionReason of(String name) {
        return Arrays.stream(values())
                .filter(reason -> reason.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown reason \"" + name + "\": one of "
                        + Arrays.stream(values())
                                .map(SuppressionReason::toString)
                                .collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
