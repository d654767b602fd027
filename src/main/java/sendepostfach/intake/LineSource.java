package sendepostfach.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

import org.jspecify.annotations.Nullable;

/**
 * The physical lines of a text, one after the other. LF, CR and CRLF each end a line, as old Macs, Unix and Windows write
 * them. Holds one buffer and one line of bounded length, however long the text and its lines are.
 */
final class LineSource implements Closeable {
    /** Longer lines are cut here: no row of a distribution list is as long, but a file without line breaks is. */
    static final int MAX_LENGTH = 65_536;

    private final Reader text;
    private final char[] buffer = new char[MAX_LENGTH];
    private int position;
    private int limit;
    private int number;

    LineSource(Reader text) {
        this.text = text;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        if (isExhausted()) {
            return null;
        }
        number++;
        int end = lineEnd();
        if (end < limit) {
            var line = new String(buffer, position, end - position);
            position = end;
            return new Line(number, line, takeBreak(), false);
        }
        return acrossBuffers();
    }

    private Line acrossBuffers() throws IOException {
        var line = new StringBuilder();
        boolean cut = false;
        while (!isExhausted()) {
            int end = lineEnd();
            int room = MAX_LENGTH - line.length();
            line.append(buffer, position, Math.min(end - position, room));
            cut |= end - position > room;
            position = end;
            if (end < limit) {
                return new Line(number, line.toString(), takeBreak(), cut);
            }
        }
        return new Line(number, line.toString(), "", cut);
    }

    private int lineEnd() {
        int end = position;
        while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }

    private String takeBreak() throws IOException {
        if (buffer[position++] == '\n') {
            return "\n";
        }
        if (!isExhausted() && buffer[position] == '\n') {
            position++;
            return "\r\n";
        }
        return "\r";
    }

    private boolean isExhausted() throws IOException {
        if (position < limit) {
            return false;
        }
        position = 0;
        limit = Math.max(0, text.read(buffer, 0, buffer.length));
        return limit == 0;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
