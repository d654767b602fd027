package sendepostfach.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Text in a header that is not plain ASCII, as encoded words (RFC 2047). Jakarta Mail encodes too, but it does not keep the
 * first line within the 76 characters that the RFC demands, and encodes nothing that is ASCII and yet too long for a line.
 */
final class EncodedWords {
    /** The most characters in a line with an encoded word. */
    private static final int LINE = 76;

    private static final String SAFE = "!*+-/";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private EncodedWords() {}

    /**
     * The text as encoded words, folded.
     *
     * @param used how many characters stand in the line already
     */
    static String of(String text, int used) {
        int[] points = text.codePoints().toArray();
        int quotedLength = 0;
        int octets = 0;
        for (int point : points) {
            quotedLength += quotedLength(point);
            octets += octets(point);
        }
        boolean quoted = quotedLength <= (octets + 2) / 3 * 4;
        String opening = quoted ? "=?UTF-8?Q?" : "=?UTF-8?B?";
        var out = new StringBuilder();
        var word = new StringBuilder();
        int room = LINE - used - opening.length() - 2;
        int length = 0;
        for (int point : points) {
            int more = quoted ? quotedLength(point) : octets(point);
            int grown = quoted ? length + more : (length + more + 2) / 3 * 4;
            if (grown > room && length > 0) {
                append(out, opening, word, quoted);
                word.setLength(0);
                length = 0;
                room = LINE - 1 - opening.length() - 2;
            }
            word.appendCodePoint(point);
            length += more;
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
                out.append('=').append(HEX.toHighHexDigit(c)).append(HEX.toLowHexDigit(c));
            }
        }
        return out.toString();
    }

    private static int quotedLength(int point) {
        return point == ' ' || isSafe(point) ? 1 : 3 * octets(point);
    }

    private static int octets(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /** What may stand unencoded in every place, a display name included. */
    private static boolean isSafe(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || SAFE.indexOf(c) >= 0);
    }
}
