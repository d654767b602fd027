package sendepostfach.preflight.check;

import java.util.Locale;
import java.util.Set;

/** Names of domains. */
final class Domains {
    /** Second levels below which people register, where it matters most; the list of all would have thousands. */
    private static final Set<String> SECOND_LEVELS =
            Set.of("ac", "co", "com", "edu", "gov", "gv", "ltd", "me", "ne", "net", "or", "org", "plc", "sch");

    private static final int COUNTRY = 2;

    private Domains() {}

    /**
     * The domain that was registered, as far as it can be told without DNS: the last two labels, or three below such as co.uk.
     */
    static String registered(String domain) {
        String[] labels = domain.toLowerCase(Locale.ROOT).split("\\.");
        int n = labels.length;
        boolean threefold = n >= 3 && labels[n - 1].length() == COUNTRY && SECOND_LEVELS.contains(labels[n - 2]);
        int keep = Math.min(n, threefold ? 3 : 2);
        return String.join(".", java.util.Arrays.asList(labels).subList(n - keep, n));
    }

    /** Whether a name is the domain or below it. */
    static boolean isWithin(String name, String domain) {
        String lower = name.toLowerCase(Locale.ROOT);
        String of = domain.toLowerCase(Locale.ROOT);
        return lower.equals(of) || lower.endsWith("." + of);
    }
}
