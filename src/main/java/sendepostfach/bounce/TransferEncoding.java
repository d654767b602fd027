package sendepostfach.bounce;

import java.util.Arrays;
import java.util.Locale;

/**
 * Undoes transfer encodings (RFC 2045, 6) as far as they can be undone: characters that do not belong there are passed over.
 * Bytes are told as the characters U+0000 to U+00FF.
 */
final class TransferEncoding {
    private static final int[] SIXES = new int[128];

    static {
        Arrays.fill(SIXES, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            SIXES[alphabet.charAt(i)] = i;
        }
    }

    private TransferEncoding() {}

    /** Whether an encoding changes anything. */
    static boolean isEncoded(String encoding) {
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("base64") || name.startsWith("quoted");
    }

    static String decode(String content, String encoding) {
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("base64")) {
            return base64(content);
        }
        return name.startsWith("quoted") ? quotedPrintable(content) : content;
    }

    static String base64(String content) {
        var out = new StringBuilder(content.length() * 3 / 4 + 3);
        int bits = 0;
        int filled = 0;
        for (int i = 0; i < content.length(); i++) {
            char letter = content.charAt(i);
            int six = letter < 128 ? SIXES[letter] : -1;
            if (six >= 0) {
                bits = bits << 6 | six;
                filled += 6;
                if (filled >= 8) {
                    filled -= 8;
                    out.append((char) (bits >> filled & 0xff));
                }
            } else if (letter == '=') {
                filled = 0;
            }
        }
        return out.toString();
    }

    static String quotedPrintable(String content) {
        if (content.indexOf('=') < 0) {
            return content;
        }
        var out = new StringBuilder(content.length());
        for (int i = 0; i < content.length(); i++) {
            char letter = content.charAt(i);
            if (letter != '=') {
                out.append(letter);
                continue;
            }
            int end = softBreak(content, i + 1);
            if (end >= 0) {
                i = end;
                continue;
            }
            int high = i + 1 < content.length() ? Character.digit(content.charAt(i + 1), 16) : -1;
            int low = i + 2 < content.length() ? Character.digit(content.charAt(i + 2), 16) : -1;
            if (high >= 0 && low >= 0) {
                out.append((char) (high << 4 | low));
                i += 2;
            } else {
                out.append(letter);
            }
        }
        return out.toString();
    }

    /** Where the line break of a soft break stands whose equals sign is just before, or -1. */
    private static int softBreak(String content, int from) {
        int at = from;
        while (at < content.length() && at - from < 80 && " \t\r".indexOf(content.charAt(at)) >= 0) {
            at++;
        }
        return at < content.length() && content.charAt(at) == '\n' ? at : -1;
    }
}
