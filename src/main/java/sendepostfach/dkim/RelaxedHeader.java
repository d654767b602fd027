package sendepostfach.dkim;

import java.io.ByteArrayOutputStream;

/**
 * Header fields as the signature sees them (RFC 6376, 3.4.2): the name in lower case, unfolded, each run of blanks one blank,
 * none at the end or around the colon. Octets beyond ASCII stay as they are (RFC 8616).
 */
final class RelaxedHeader {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    /** Adds a field of the mail with the line end behind it. */
    void add(byte[] mail, HeaderFields.Field field) {
        addField(mail, field.start(), field.end());
        out.write('\r');
        out.write('\n');
    }

    /** Adds the signature's own field, b= empty; no line end follows it. */
    void addLast(byte[] field) {
        addField(field, 0, field.length);
    }

    private void addField(byte[] octets, int start, int end) {
        boolean inName = true;
        boolean blank = false;
        for (int i = start; i < end; i++) {
            byte c = octets[i];
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                blank = true;
            } else if (inName && c == ':') {
                out.write(':');
                inName = false;
                i = behindBlanks(octets, i + 1, end) - 1;
                blank = false;
            } else {
                if (blank) {
                    out.write(' ');
                    blank = false;
                }
                out.write(inName ? Character.toLowerCase((char) c) : c);
            }
        }
    }

    private static int behindBlanks(byte[] octets, int from, int end) {
        int at = from;
        while (at < end && (octets[at] == ' ' || octets[at] == '\t' || octets[at] == '\r' || octets[at] == '\n')) {
            at++;
        }
        return at;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
