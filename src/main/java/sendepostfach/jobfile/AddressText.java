package sendepostfach.jobfile;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Sender;

/** Addresses and host names as people write them into a file: {@code Gärtnerei Blatt <news@gärtnerei.example>}. */
final class AddressText {
    private static final Pattern WITH_NAME = Pattern.compile("(.*?)\\s*<([^<>]*)>", Pattern.DOTALL);
    /** The characters that RFC 5321 and 6531 allow in a local part that is not quoted. */
    private static final Pattern LOCAL_PART =
            Pattern.compile("[\\w!#$%&'*+/=?^`{|}~\\P{ASCII}-]+(\\.[\\w!#$%&'*+/=?^`{|}~\\P{ASCII}-]+)*");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?");
    /** Java's tables are those of 2003, in which these become other letters, and so another's domain. */
    private static final Pattern CHANGED_SINCE = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    private static final int LONGEST_LOCAL_PART = 64;

    private AddressText() {}

    /**
     * An address with or without a name before it.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Sender sender(String text) {
        Matcher matcher = WITH_NAME.matcher(text.strip());
        if (!matcher.matches()) {
            return new Sender("", address(text));
        }
        String name = matcher.group(1).strip();
        boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        String plain = quoted ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1") : name;
        if (plain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name must stand in one line, without control characters");
        }
        return new Sender(plain, address(matcher.group(2)));
    }

    /**
     * An address alone; an internationalised domain becomes its A-labels.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Address address(String text) {
        String stripped = text.strip();
        int at = stripped.lastIndexOf('@');
        String local = at < 0 ? "" : stripped.substring(0, at);
        if (!LOCAL_PART.matcher(local).matches() || local.length() > LONGEST_LOCAL_PART) {
            throw new IllegalArgumentException("\"" + stripped + "\" is not an address, write it like name@example.de");
        }
        return new Address(local, host(stripped.substring(at + 1)));
    }

    /**
     * A host or domain name in lower case, as A-labels.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static String host(String text) {
        String wrong = "\"" + text.strip() + "\" is not a domain or host name";
        if (CHANGED_SINCE.matcher(text).find()) {
            throw new IllegalArgumentException(wrong + " that can be converted safely, write it in its form xn--...");
        }
        String ascii;
        try {
            ascii = IDN.toASCII(text.strip()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            throw new IllegalArgumentException(wrong, notADomain);
        }
        for (String label : ascii.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException(wrong);
            }
        }
        return ascii;
    }
}
