package sendepostfach.smtp;

import java.io.ByteArrayOutputStream;

/** A mail as DATA carries it (RFC 5321, section 4.5.2). */
final class DotStuffing {
    private DotStuffing() {}

    /** Adds the mail with the dots at its lines' starts doubled, its last line ended, and the final dot with its line end. */
    static void append(ByteArrayOutputStream out, byte[] mail) {
        int begin = 0;
        boolean lineStart = true;
        for (int i = 0; i < mail.length; i++) {
            if (lineStart && mail[i] == '.') {
                out.write(mail, begin, i - begin);
                out.write('.');
                begin = i;
            }
            lineStart = mail[i] == '\n';
        }
        out.write(mail, begin, mail.length - begin);
        if (!lineStart) {
            out.write('\r');
            out.write('\n');
        }
        out.write('.');
        out.write('\r');
        out.write('\n');
    }
}
