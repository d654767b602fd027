package sendepostfach.intake;

import java.util.Locale;

import com.ibm.icu.text.IDNA;

/**
 * The domain of an address in the form that the mail system uses: lower case, internationalised labels as A-labels
 * (RFC 5890). By UTS 46 without transition, since {@code straße.de} and {@code strasse.de} are two domains with two owners;
 * the JDK's own conversion would send the one's mail to the other.
 */
final class DomainName {
    /** RFC 1035, in octets, without the final dot. */
    private static final int MAX_LENGTH = 253;

    private static final int MAX_LABEL = 63;

    private DomainName() {}

    /** The domain's ASCII form; what has none stays as it is, and {@link #faultIn} tells so. */
    static String toAscii(String domain) {
        return domain.chars().allMatch(c -> c < 0x80)
                ? domain.toLowerCase(Locale.ROOT)
                : Internationalised.toAscii(domain);
    }

    /** Why no mail can go to this domain, given in its ASCII form; empty where it can. IP addresses are no domains. */
    static String faultIn(String domain) {
        if (domain.startsWith("[")) {
            return "an IP address instead of a domain";
        }
        if (domain.indexOf('.') < 0) {
            return "the domain has no dot";
        }
        if (domain.length() > MAX_LENGTH) {
            return "the domain is longer than " + MAX_LENGTH + " characters";
        }
        for (int start = 0; start <= domain.length(); ) {
            int dot = domain.indexOf('.', start);
            int end = dot < 0 ? domain.length() : dot;
            String fault = faultInLabel(domain, start, end);
            if (!fault.isEmpty()) {
                return fault;
            }
            if (dot < 0 && isNumber(domain, start)) {
                return "the domain ends in a number";
            }
            start = end + 1;
        }
        return "";
    }

    private static String faultInLabel(String domain, int start, int end) {
        if (start == end) {
            return start == 0 ? "the domain begins with a dot" : "two dots in a row in the domain";
        }
        if (end - start > MAX_LABEL) {
            return "a part of the domain is longer than " + MAX_LABEL + " characters";
        }
        if (domain.charAt(start) == '-' || domain.charAt(end - 1) == '-') {
            return "a part of the domain begins or ends with a hyphen";
        }
        for (int i = start; i < end; i++) {
            char c = domain.charAt(i);
            if (c > 0x7e) {
                return "not a valid internationalised domain";
            }
            if (c != '-' && !isDigit(c) && (c < 'a' || c > 'z')) {
                return Blanks.name(c) + " in the domain";
            }
        }
        return "";
    }

    private static boolean isNumber(String domain, int from) {
        return domain.chars().skip(from).allMatch(c -> isDigit((char) c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Loads its tables when the first internationalised domain comes along, for most lists have none. */
    private static final class Internationalised {
        private static final IDNA UTS46 = IDNA.getUTS46Instance(
                IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);

        static String toAscii(String domain) {
            var info = new IDNA.Info();
            var ascii = new StringBuilder();
            UTS46.nameToASCII(domain, ascii, info);
            return info.hasErrors() ? domain : ascii.toString();
        }
    }
}
