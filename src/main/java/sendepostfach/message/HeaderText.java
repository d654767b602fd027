package sendepostfach.message;

import java.util.regex.Pattern;

import jakarta.mail.internet.MimeUtility;

import sendepostfach.campaign.Address;

/** Text on its way into a header: one line, nothing that steers, encoded and folded. */
final class HeaderText {
    /** A word that is longer does not fit into a line. */
    private static final int LONGEST_WORD = 66;

    private static final int LONGEST_NAME = 200;
    private static final int LINE = 78;

    /** Control characters, line ends of every kind, lone surrogates, and what turns the direction of reading. */
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\p{Cs}]+");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*");

    private HeaderText() {}

    /** The text in one line: whatever could end the header or steer a terminal is a blank. */
    static String clean(String text) {
        return isClean(text) ? text : cleaned(text);
    }

    private static String cleaned(String text) {
        return BLANKS.matcher(STEERING.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /** Whether it certainly is clean; texts in most European languages are. */
    private static boolean isClean(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c > ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x250) || (c == ' ' && before != ' ');
            if (!plain) {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    /** The value of a header that people read, such as Subject. */
    static String readable(String header, String text) {
        String value = clean(text);
        int used = header.length() + 2;
        return mustBeEncoded(value) ? EncodedWords.of(value, used) : MimeUtility.fold(used, value);
    }

    /** The value of a header that programs read, such as List-Unsubscribe: ASCII is left as it is, but for folding. */
    static String structured(String header, String text) {
        String value = clean(text);
        int used = header.length() + 2;
        return isAscii(value) ? MimeUtility.fold(used, value) : EncodedWords.of(value, used);
    }

    /** The value of an address header: name and address, or the address alone where the name says nothing more. */
    static String mailbox(String header, String name, Address address) {
        String said = shortened(clean(name));
        if (said.isEmpty() || said.equalsIgnoreCase(address.toString())) {
            return address.toString();
        }
        int used = header.length() + 2;
        String phrase = mustBeEncoded(said) ? EncodedWords.of(said, used) : quotedWhereNeeded(said);
        int column = phrase.contains("\n") ? phrase.length() - phrase.lastIndexOf('\n') : used + phrase.length();
        boolean fits = column + address.toString().length() + 3 <= LINE;
        return phrase + (fits ? " <" : "\r\n <") + address + ">";
    }

    private static String shortened(String name) {
        int points = name.codePointCount(0, name.length());
        return points <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)).strip();
    }

    private static String quotedWhereNeeded(String name) {
        return ATOMS.matcher(name).matches()
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Also where a cell pretends to be an encoded word already. */
    private static boolean mustBeEncoded(String text) {
        return !isAscii(text)
                || text.contains("=?")
                || (text.length() > LONGEST_WORD
                        && BLANKS.splitAsStream(text).anyMatch(word -> word.length() > LONGEST_WORD));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
