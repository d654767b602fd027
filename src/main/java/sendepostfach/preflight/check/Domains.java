package sendepostfach.preflight.check;

import java.util.Locale;

/** Names of domains. */
final class Domains {
    private Domains() {}

    /** The domain that was registered, by the public suffix list. */
    static String registered(String domain) {
        return PublicSuffixes.standard().registered(domain);
    }

    /** Whether a name is the domain or below it. */
    static boolean isWithin(String name, String domain) {
        String lower = name.toLowerCase(Locale.ROOT);
        String of = domain.toLowerCase(Locale.ROOT);
        return lower.equals(of) || lower.endsWith("." + of);
    }
}
