package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a report tells people, parted from the mail that it quotes below.
 *
 * @param lines the lines of the report itself
 * @param copied the header of the mail that is quoted in the same text; without fields where none is
 */
record Story(List<String> lines, Head copied) {
    /** Fields that a header at the start of a line has and a report's own list of facts has not. */
    private static final Set<String> OF_MAILS = Set.of(
            "received", "return-path", "message-id", "mime-version", "dkim-signature", "delivered-to", "x-mailer");

    private static final int LINES = 2000;

    Story {
        lines = List.copyOf(lines);
    }

    static Story of(String text, BounceWords words) {
        String cut = Bounds.cut(text, Bounds.TEXT);
        var lines = new ArrayList<String>();
        int at = 0;
        while (at < cut.length() && lines.size() < LINES) {
            int end = Head.lineEnd(cut, at, cut.length());
            String line = cut.substring(at, Math.min(end, at + Bounds.LINE));
            if (words.beginsCopy(line) && hasHeader(cut, end + 1)) {
                return new Story(lines, copiedHead(cut, end + 1));
            }
            if (isMailsField(line) && countsFields(cut, at) > 2) {
                return new Story(lines, copiedHead(cut, at));
            }
            lines.add(line);
            at = end + 1;
        }
        return new Story(lines, Head.NONE);
    }

    private static boolean isMailsField(String line) {
        int colon = Head.colonOfField(line, 0, line.length());
        return colon > 0 && OF_MAILS.contains(line.substring(0, colon).strip().toLowerCase(Locale.ROOT));
    }

    private static int countsFields(String text, int from) {
        return Head.read(text, from, Math.min(text.length(), from + 4000))
                .fields()
                .size();
    }

    /** Whether anything like a mail follows: a header, be it indented or quoted, or nothing at all. */
    private static boolean hasHeader(String text, int from) {
        return from >= text.length() || !copiedHead(text, from).fields().isEmpty();
    }

    private static Head copiedHead(String text, int from) {
        if (from >= text.length()) {
            return Head.NONE;
        }
        String rest = text.substring(from, Math.min(text.length(), from + (32 << 10)));
        String bare = rest.replaceAll("(?m)^(?:[ \\t]{0,8}[>|][ >|]{0,8}|[ \\t]{1,8}(?=[A-Z][\\w-]{1,40}:))", "")
                .replaceFirst("\\A[\\s=*_-]{0,400}(?:From [^\\n]{1,200}\\n)?", "");
        Head head = Head.read(bare, 0, bare.length());
        return head.fields().size() > 1 ? head : Head.NONE;
    }

    /** All lines in one text. */
    String text() {
        return String.join("\n", lines);
    }
}
