package sendepostfach.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines as quoted-printable (RFC 2045, 6.7), by the same choices as Jakarta Mail's encoder: what is not printable ASCII is
 * encoded, tabs and a blank at a line's end too, and no line has more than 76 octets.
 */
final class QuotedPrintable {
    /** A line's octets without the {@code =} of a soft line break. */
    private static final int LINE = 75;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final byte[] out;
    private int length;
    private int column;

    private QuotedPrintable(int octets) {
        int encoded = 3 * octets;
        out = new byte[encoded + 3 * (encoded / (LINE - 2) + 1)];
    }

    /** The lines encoded; each ends with CR LF. */
    static byte[] of(byte[] lines) {
        var encoder = new QuotedPrintable(lines.length);
        for (int i = 0; i < lines.length; i++) {
            byte c = lines[i];
            if (c == '\r') {
                encoder.endLine();
            } else if (c != '\n') {
                boolean asItIs = (c > ' ' && c < 0x7f && c != '=') || (c == ' ' && lines[i + 1] != '\r');
                encoder.add(c, asItIs);
            }
        }
        return Arrays.copyOf(encoder.out, encoder.length);
    }

    private void add(byte c, boolean asItIs) {
        int width = asItIs ? 1 : 3;
        if (column + width > LINE) {
            out[length++] = '=';
            endLine();
        }
        column += width;
        if (asItIs) {
            out[length++] = c;
        } else {
            out[length++] = '=';
            out[length++] = HEX[(c >> 4) & 0xf];
            out[length++] = HEX[c & 0xf];
        }
    }

    private void endLine() {
        out[length++] = '\r';
        out[length++] = '\n';
        column = 0;
    }
}
