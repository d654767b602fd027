package sendepostfach.bounce;

/** How much of a mail is looked at, so that no mail can take more than a known share of memory and time. */
final class Bounds {
    /** Bytes of a mail from its start; a report stands before what it returns (RFC 6522, 3). */
    static final int MESSAGE = 4 << 20;
    /** Parts within parts. */
    static final int DEPTH = 16;
    /** Parts of a mail. */
    static final int PARTS = 200;
    /** Characters of a header field, its continuation lines included. */
    static final int FIELD = 16 << 10;
    /** Fields of a header or of a group of a report. */
    static final int FIELDS = 500;
    /** Characters of the text of a part. */
    static final int TEXT = 128 << 10;
    /** Characters of a line. */
    static final int LINE = 1000;
    /** Characters of a reply. */
    static final int REPLY = 1000;
    /** Recipients that one mail may report. */
    static final int RECIPIENTS = 500;

    private Bounds() {}

    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
