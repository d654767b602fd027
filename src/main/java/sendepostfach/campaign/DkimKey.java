package sendepostfach.campaign;

import java.util.regex.Pattern;

/**
 * What the program signs with in the sender's name (RFC 6376).
 *
 * @param domain the signing domain (d=), as A-labels in lower case
 * @param selector the selector (s=), one label or more
 * @param keyFile the path of the private key in PEM
 */
public record DkimKey(String domain, String selector, String keyFile) {
    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*");

    public DkimKey {
        check("domain", domain);
        check("selector", selector);
    }

    /** The name at which the public key is published. */
    public String recordName() {
        return selector + "._domainkey." + domain;
    }

    private static void check(String what, String name) {
        if (!LABELS.matcher(name).matches()) {
            throw new IllegalArgumentException("not a " + what + ": \"" + name
                    + "\"; write labels of lower-case letters, digits and hyphens, parted by dots");
        }
    }
}
