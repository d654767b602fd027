package sendepostfach.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Text in a header that is not plain ASCII, as encoded words (RFC 2047). Jakarta Mail encodes too, but it does not keep the
 * first line within the 76 characters that the RFC demands, and encodes nothing that is ASCII and yet too long for a line.
 */
final class EncodedWords {
    /** The most characters in a line with an encoded word. */
    private static final int LINE = 76;

    private static final String SAFE = "!*+-/";

    private EncodedWords() {}

    /**
     * The text as encoded words, folded.
     *
     * @param used how many characters stand in the line already
     */
    static String of(String text, int used) {
        boolean quoted = quotedLength(text) <= (text.getBytes(StandardCharsets.UTF_8).length + 2) / 3 * 4;
        String opening = quoted ? "=?UTF-8?Q?" : "=?UTF-8?B?";
        var out = new StringBuilder();
        var word = new StringBuilder();
        int room = LINE - used;
        int[] points = text.codePoints().toArray();
        for (int point : points) {
            int before = word.length();
            word.appendCodePoint(point);
            int length = opening.length() + 2 + (quoted ? quotedLength(word) : base64Length(word));
            if (length > room && before > 0) {
                word.setLength(before);
                append(out, opening, word, quoted);
                word.setLength(0);
                word.appendCodePoint(point);
                room = LINE - 1;
            }
        }
        append(out, opening, word, quoted);
        return out.toString();
    }

    private static void append(StringBuilder out, String opening, CharSequence word, boolean quoted) {
        byte[] bytes = word.toString().getBytes(StandardCharsets.UTF_8);
        out.append(out.isEmpty() ? "" : "\r\n ")
                .append(opening)
                .append(quoted ? quoted(bytes) : Base64.getEncoder().encodeToString(bytes))
                .append("?=");
    }

    private static String quoted(byte[] bytes) {
        var out = new StringBuilder();
        for (byte octet : bytes) {
            int c = octet & 0xff;
            if (c == ' ') {
                out.append('_');
            } else if (isSafe(c)) {
                out.append((char) c);
            } else {
                out.append(String.format("=%02X", c));
            }
        }
        return out.toString();
    }

    private static int quotedLength(CharSequence text) {
        return text.codePoints()
                .map(c -> c == ' ' || isSafe(c) ? 1 : 3 * octets(c))
                .sum();
    }

    private static int base64Length(CharSequence text) {
        return (text.codePoints().map(EncodedWords::octets).sum() + 2) / 3 * 4;
    }

    private static int octets(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /** What may stand unencoded in every place, a display name included. */
    private static boolean isSafe(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || SAFE.indexOf(c) >= 0);
    }
}
