package sendepostfach.message;

/** Tells which lines need no encoding. */
final class PlainLines {
    private static final int LONGEST = 78;

    private PlainLines() {}

    /**
     * Whether these are short lines of printable ASCII that do not end with a blank, which servers are known to cut off.
     *
     * @param lines each ending with CR LF
     */
    static boolean are(byte[] lines) {
        int start = 0;
        for (int i = 0; i < lines.length; i++) {
            byte c = lines[i];
            if (c == '\n') {
                boolean blankAtEnd = i - start >= 2 && lines[i - 2] <= ' ';
                if (i - 1 - start > LONGEST || blankAtEnd) {
                    return false;
                }
                start = i + 1;
            } else if ((c < ' ' && c != '\t' && c != '\r') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
