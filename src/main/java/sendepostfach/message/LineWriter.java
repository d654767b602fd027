package sendepostfach.message;

import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Takes what a template writes and parts it into lines, each line end of whatever system as CR LF. Texts that are known to be
 * the same for everybody come in as the very array that the template holds, and are not looked at again.
 */
final class LineWriter extends Writer {
    private final Map<char[], FixedText> known;
    private final List<TextLines> lines = new ArrayList<>();
    private char[] line = new char[256];
    private int length;
    private boolean afterCr;

    /**
     * @param known what is known of fixed texts, by identity
     */
    LineWriter(Map<char[], FixedText> known) {
        this.known = known;
    }

    @Override
    public void write(char[] text, int from, int count) {
        FixedText fixed = count == text.length ? known.get(text) : null;
        if (fixed == null || (afterCr && fixed.beginsWithLineFeed())) {
            for (int i = from; i < from + count; i++) {
                add(text[i]);
            }
            return;
        }
        append(fixed.head());
        endLine();
        lines.add(fixed.lines());
        append(fixed.tail());
        afterCr = false;
    }

    private void add(char c) {
        if (c == '\r') {
            endLine();
        } else if (c == '\n') {
            if (!afterCr) {
                endLine();
            }
        } else {
            makeRoomFor(1);
            line[length++] = c;
        }
        afterCr = c == '\r';
    }

    private void append(String text) {
        makeRoomFor(text.length());
        text.getChars(0, text.length(), line, length);
        length += text.length();
    }

    private void makeRoomFor(int more) {
        if (length + more + 2 > line.length) {
            line = Arrays.copyOf(line, 2 * line.length + more);
        }
    }

    private void endLine() {
        line[length++] = '\r';
        line[length++] = '\n';
        lines.add(TextLines.Personal.of(new String(line, 0, length)));
        length = 0;
    }

    /** All lines; the last one is ended, and of nothing there is one empty line. */
    List<TextLines> lines() {
        if (length > 0 || lines.isEmpty()) {
            endLine();
        }
        return lines;
    }

    @Override
    public void flush() {
        // There is nothing behind it.
    }

    @Override
    public void close() {
        // There is nothing behind it.
    }
}
