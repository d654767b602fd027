package sendepostfach.bounce;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;

/** Turns bytes, told as the characters U+0000 to U+00FF, into text, whatever charset is claimed. */
final class Charsets {
    /** Claims that say nothing: what really comes with them is UTF-8 or a Windows charset. */
    private static final Set<String> HOLLOW =
            Set.of("", "us-ascii", "ascii", "utf-8", "utf8", "iso-8859-1", "latin1", "unknown-8bit", "8bit", "unknown");

    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Charsets() {}

    static String decode(String bytes, String claimed) {
        if (bytes.chars().allMatch(letter -> letter < 0x80 && letter != 0x1b)) {
            return bytes;
        }
        String name = claimed.strip().toLowerCase(Locale.ROOT);
        byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
        if (HOLLOW.contains(name)) {
            boolean japanese = bytes.indexOf(0x1b) >= 0;
            return japanese ? new String(raw, named("iso-2022-jp")) : utf8OrWestern(raw);
        }
        return new String(raw, named(name));
    }

    private static String utf8OrWestern(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException fault) {
            return new String(raw, WESTERN);
        }
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException fault) {
            return WESTERN;
        }
    }
}
