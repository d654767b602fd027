package sendepostfach.smtp;

import java.io.ByteArrayOutputStream;

/** A mail as DATA carries it (RFC 5321, section 4.5.2). */
final class DotStuffing {
    private DotStuffing() {}

    /**
     * The mail with the dots at its lines' starts doubled, its last line ended, and the final dot, without the line end
     * after that.
     */
    static byte[] of(byte[] mail) {
        var stuffed = new ByteArrayOutputStream(mail.length + 64);
        int begin = 0;
        boolean lineStart = true;
        for (int i = 0; i < mail.length; i++) {
            if (lineStart && mail[i] == '.') {
                stuffed.write(mail, begin, i - begin);
                stuffed.write('.');
                begin = i;
            }
            lineStart = mail[i] == '\n';
        }
        stuffed.write(mail, begin, mail.length - begin);
        if (!lineStart) {
            stuffed.write('\r');
            stuffed.write('\n');
        }
        stuffed.write('.');
        return stuffed.toByteArray();
    }
}
