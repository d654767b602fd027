package sendepostfach.dkim;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The body as the signature sees it (RFC 6376, 3.4.4): each run of blanks one blank, none at a line's end, no empty lines at
 * the body's end. What need not change is hashed where it stands.
 */
final class RelaxedBody {
    private static final byte[] BLANK = {' '};
    private static final byte[] LINE_END = {'\r', '\n'};

    private final byte[] mail;
    private final MessageDigest digest = sha256();
    private int emptyLines;

    private RelaxedBody(byte[] mail) {
        this.mail = mail;
    }

    /**
     * The SHA-256 of a mail's body.
     *
     * @param start where the body begins
     */
    static byte[] hash(byte[] mail, int start) {
        var body = new RelaxedBody(mail);
        for (int line = start; line < mail.length; ) {
            int end = line;
            while (end < mail.length && mail[end] != '\n') {
                end++;
            }
            body.addLine(line, end);
            line = end + 1;
        }
        return body.digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** A line without its LF. */
    private void addLine(int start, int lineFeed) {
        int end = lineFeed;
        if (end > start && mail[end - 1] == '\r') {
            end--;
        }
        while (end > start && isBlank(mail[end - 1])) {
            end--;
        }
        if (end == start) {
            emptyLines++;
            return;
        }
        for (; emptyLines > 0; emptyLines--) {
            digest.update(LINE_END);
        }
        int from = start;
        for (int i = start; i < end; i++) {
            if (isBlank(mail[i]) && (mail[i] != ' ' || isBlank(mail[i + 1]))) {
                digest.update(mail, from, i - from);
                digest.update(BLANK);
                while (isBlank(mail[i + 1])) {
                    i++;
                }
                from = i + 1;
            }
        }
        boolean whole = end + 1 == lineFeed && lineFeed < mail.length;
        digest.update(mail, from, (whole ? lineFeed + 1 : end) - from);
        if (!whole) {
            digest.update(LINE_END);
        }
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }
}
