package sendepostfach.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a provider does with the mail that it takes. */
public enum ProviderKind {
    /** Keeps it in mailboxes under domains of its own. */
    MAILBOX,
    /** Keeps it in mailboxes under its customers' domains. */
    HOSTED,
    /** Checks it and hands it to another system, which may refuse later. */
    FILTER,
    /** Sends it on elsewhere. */
    FORWARDER;

    static ProviderKind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a kind: \"" + name + "\"; write one of "
                        + Arrays.stream(values()).map(ProviderKind::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
