package sendepostfach.intake;

import java.nio.charset.StandardCharsets;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;

import sendepostfach.campaign.Address;

/**
 * Checks what a cell holds for an address that mail can go to: RFC 5321's dot-atom or quoted string before the @, and a
 * domain with at least one dot behind it. Letters beyond ASCII before the @ are kept; such an address needs SMTPUTF8
 * (RFC 6531). Whether the domain exists is not asked here.
 */
public final class AddressCheck {
    /** RFC 5321 section 4.5.3.1.1, in octets. */
    private static final int MAX_LOCAL_PART = 64;
    /** RFC 5321 section 4.5.3.1.3: 256 octets with the angle brackets. */
    private static final int MAX_ADDRESS = 254;

    private static final String SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private static final EmailValidator GRAMMAR =
            JMail.strictValidator().disallowExplicitSourceRouting().disallowQuotedIdentifiers();

    private AddressCheck() {}

    /** What the cell holds. */
    public static AddressResult of(String cell) {
        AddressCell found = AddressCell.of(cell);
        if (found.address().isEmpty() && found.displayName().isEmpty()) {
            return new AddressResult.Absent();
        }
        if (!found.fault().isEmpty()) {
            return new AddressResult.Malformed(found.fault());
        }
        int at = found.address().lastIndexOf('@');
        if (at < 0) {
            return new AddressResult.Malformed("no @");
        }
        return checked(found.address().substring(0, at), found.address().substring(at + 1), found.displayName());
    }

    private static AddressResult checked(String localPart, String domain, String displayName) {
        String fault = faultInLocalPart(localPart);
        if (fault.isEmpty() && domain.isEmpty()) {
            fault = "nothing behind the @";
        }
        String ascii = DomainName.toAscii(domain);
        if (fault.isEmpty()) {
            fault = DomainName.faultIn(ascii);
        }
        if (fault.isEmpty() && octets(localPart) + 1 + ascii.length() > MAX_ADDRESS) {
            fault = "the address is longer than " + MAX_ADDRESS + " characters";
        }
        if (fault.isEmpty() && !GRAMMAR.isValid(localPart + "@" + ascii)) {
            fault = "not a valid address";
        }
        return fault.isEmpty()
                ? new AddressResult.Valid(new Address(localPart, ascii), displayName)
                : new AddressResult.Malformed(fault);
    }

    private static String faultInLocalPart(String localPart) {
        if (localPart.isEmpty()) {
            return "nothing before the @";
        }
        if (octets(localPart) > MAX_LOCAL_PART) {
            return "more than " + MAX_LOCAL_PART + " characters before the @";
        }
        boolean quoted = localPart.length() > 2 && localPart.startsWith("\"") && localPart.endsWith("\"");
        for (int i = 0; i < localPart.length(); i++) {
            char c = localPart.charAt(i);
            boolean allowed = quoted ? c >= ' ' && c != '<' && c != '>' && c != 0x7f : isAtomText(c) || c == '.';
            if (!allowed || isBrokenSurrogate(localPart, i)) {
                return Blanks.name(c) + " before the @";
            }
        }
        if (!quoted && (localPart.startsWith(".") || localPart.endsWith("."))) {
            return "a dot at the " + (localPart.startsWith(".") ? "beginning" : "end") + " of the part before the @";
        }
        return quoted || !localPart.contains("..") ? "" : "two dots in a row before the @";
    }

    /** RFC 5322's atext, and RFC 6531's addition to it. */
    private static boolean isAtomText(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || SPECIALS.indexOf(c) >= 0
                || c > 0x9f && !Blanks.isBlank(c) && c != 0xfffd;
    }

    private static boolean isBrokenSurrogate(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c) && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))
                || Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static int octets(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
