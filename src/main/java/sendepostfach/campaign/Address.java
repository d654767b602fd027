package sendepostfach.campaign;

import java.util.Locale;
import java.util.Set;

/**
 * A mail address that has been checked: what goes into MAIL FROM and RCPT TO.
 *
 * @param localPart the part before the @, as given; non-ASCII characters in it need SMTPUTF8 (RFC 6531)
 * @param domain the domain in lower case, an internationalised one as A-labels (RFC 5890)
 */
public record Address(String localPart, String domain) {
    private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");

    public Address {
        if (localPart.isEmpty() || domain.isEmpty()) {
            throw new IllegalArgumentException(
                    "an address needs a local part and a domain: " + localPart + "@" + domain);
        }
        if (breaksCommands(localPart) || breaksCommands(domain)) {
            throw new IllegalArgumentException("an address must not hold control characters or angle brackets");
        }
        domain = domain.toLowerCase(Locale.ROOT);
    }

    /** Reads {@code local@domain}, parted at the last @. The caller has checked the address. */
    public static Address of(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            throw new IllegalArgumentException("not an address: \"" + text + "\"");
        }
        return new Address(text.substring(0, at), text.substring(at + 1));
    }

    /**
     * What two spellings of the same mailbox have in common: the domain without regard to case, googlemail.com the same as
     * gmail.com. The local part is left as it is up to its case, since no server that is known tells mailboxes apart by it.
     */
    public String key() {
        String mailDomain = GMAIL.contains(domain) ? "gmail.com" : domain;
        return localPart.toLowerCase(Locale.ROOT) + "@" + mailDomain;
    }

    /** Whether the address can only be used with a server that offers SMTPUTF8. */
    public boolean needsSmtpUtf8() {
        for (int i = 0; i < localPart.length(); i++) {
            if (localPart.charAt(i) > 0x7e) {
                return true;
            }
        }
        return false;
    }

    private static boolean breaksCommands(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7f || c == '<' || c == '>') {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
