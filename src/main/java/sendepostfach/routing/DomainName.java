package sendepostfach.routing;

import java.net.IDN;
import java.util.Locale;

/** Domain names in the one form in which they are compared: lower case, A-labels (RFC 5890), no dot at either end. */
final class DomainName {
    private DomainName() {}

    static String of(String written) {
        String name = written.strip().toLowerCase(Locale.ROOT);
        int from = name.startsWith(".") ? 1 : 0;
        int to = name.endsWith(".") ? name.length() - 1 : name.length();
        String bare = from < to ? name.substring(from, to) : "";
        if (bare.chars().allMatch(c -> c < 0x80)) {
            return bare;
        }
        try {
            return IDN.toASCII(bare).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notConvertible) {
            return bare;
        }
    }
}
