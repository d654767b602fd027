package sendepostfach.campaign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A password or key that never shows itself in a log, a page or an error. */
public record Secret(String value) {
    public static final Secret NONE = new Secret("");

    private static final String INSTEAD = "***";
    /** Shorter ones are no secrets, and taking them out would make texts unreadable and say where they stood. */
    private static final int SHORTEST = 4;
    /** So much of it is enough to be taken out, with the rest of the line: who repeats it may cut it off or misread it. */
    private static final int BEGINNING = 8;
    /** The same where it is encoded. */
    private static final int ENCODED_BEGINNING = 6;

    private static final String BASE64 = "[A-Za-z0-9+/=_-]*";
    private static final int BITS_OF_BYTE = 8;
    private static final int BITS_OF_SIGN = 6;

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /**
     * A text that comes from elsewhere without this secret. Servers repeat what they do not like, and in a log-in that is the
     * secret: as it is, in quotes (RFC 3501, 4.3), or in Base64 among other things (RFC 4616, XOAUTH2).
     */
    public String takenOutOf(String text) {
        List<String> forms = Stream.of(value, value.replace("\\", "\\\\").replace("\"", "\\\""), misread())
                .filter(form -> form.length() >= SHORTEST)
                .toList();
        String left = text;
        for (String form : forms) {
            left = without(left, Pattern.quote(form));
        }
        for (String form : forms) {
            left = form.length() < BEGINNING ? left : without(left, beginning(form, BEGINNING) + ".*");
        }
        for (String form : inBase64()) {
            left = without(left, BASE64 + beginning(form, ENCODED_BEGINNING) + BASE64);
        }
        return left;
    }

    /** What becomes of it where a server's words are taken for Latin-1. */
    private String misread() {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What Base64 makes of it wherever it stands in what is encoded, without the signs that its neighbours have a part in. */
    private List<String> inBase64() {
        byte[] secret = value.getBytes(StandardCharsets.UTF_8);
        var forms = new ArrayList<String>();
        for (int before = 0; before < 3; before++) {
            var all = new byte[before + secret.length];
            System.arraycopy(secret, 0, all, before, secret.length);
            String encoded = Base64.getEncoder().encodeToString(all);
            int begin = (before * BITS_OF_BYTE + BITS_OF_SIGN - 1) / BITS_OF_SIGN;
            int end = all.length * BITS_OF_BYTE / BITS_OF_SIGN;
            if (end - begin >= SHORTEST) {
                forms.add(encoded.substring(begin, end));
            }
        }
        return forms;
    }

    private static String beginning(String form, int length) {
        return Pattern.quote(form.substring(0, Math.min(form.length(), length)));
    }

    private static String without(String text, String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .replaceAll(INSTEAD);
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : INSTEAD;
    }
}
