package sendepostfach.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the header fields of a finished mail stand.
 *
 * @param fields the fields in their order
 * @param end where the body begins, behind the blank line
 */
record HeaderFields(List<Field> fields, int end) {
    /**
     * One field.
     *
     * @param name its name in lower case
     * @param start its first octet
     * @param end behind its last line's CR LF
     */
    record Field(String name, int start, int end) {}

    /** Finds the fields; a mail without a blank line is all header. */
    static HeaderFields of(byte[] mail) {
        var fields = new ArrayList<Field>();
        int start = 0;
        while (start < mail.length) {
            int end = behindField(mail, start);
            if (mail[start] == '\r' || mail[start] == '\n') {
                return new HeaderFields(fields, behindLine(mail, start));
            }
            fields.add(new Field(name(mail, start, end), start, end));
            start = end;
        }
        return new HeaderFields(fields, mail.length);
    }

    private static int behindField(byte[] mail, int start) {
        int end = behindLine(mail, start);
        while (end < mail.length && (mail[end] == ' ' || mail[end] == '\t')) {
            end = behindLine(mail, end);
        }
        return end;
    }

    private static int behindLine(byte[] mail, int from) {
        int at = from;
        while (at < mail.length && mail[at] != '\n') {
            at++;
        }
        return Math.min(mail.length, at + 1);
    }

    private static String name(byte[] mail, int start, int end) {
        int colon = start;
        while (colon < end && mail[colon] != ':') {
            colon++;
        }
        return new String(mail, start, colon - start, StandardCharsets.US_ASCII)
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
