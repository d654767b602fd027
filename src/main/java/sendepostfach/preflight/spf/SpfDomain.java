package sendepostfach.preflight.spf;

/** Domains that SPF can be asked about. */
final class SpfDomain {
    private SpfDomain() {}

    /** Whether the domain can have a record: several labels, each of 1 to 63 octets (RFC 7208, section 4.3). */
    static boolean isUsable(String domain) {
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        String[] labels = name.split("\\.", -1);
        if (labels.length < 2 || name.length() > 253 || name.startsWith("[")) {
            return false;
        }
        for (String label : labels) {
            if (label.isEmpty() || label.length() > 63) {
                return false;
            }
        }
        return true;
    }

    /** Whether a host's name is the domain or below it. */
    static boolean isWithin(String host, String domain) {
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        int from = host.length() - name.length();
        return from >= 0
                && host.regionMatches(true, from, name, 0, name.length())
                && (from == 0 || host.charAt(from - 1) == '.');
    }
}
