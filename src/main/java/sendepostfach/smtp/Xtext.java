package sendepostfach.smtp;

import java.nio.charset.StandardCharsets;

/** The encoding of DSN parameters (RFC 3461, section 4): printable ASCII but + and = stands for itself. */
final class Xtext {
    private Xtext() {}

    static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each > 0x20 && each < 0x7f && each != '+' && each != '=';
            encoded.append(plain ? String.valueOf((char) each) : String.format("+%02X", each));
        }
        return encoded.toString();
    }
}
