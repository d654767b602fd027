package sendepostfach.intake;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * Puts lines together to rows: a quoted cell may hold line breaks. Blank lines between rows are no rows. A quote without
 * partner must not swallow the rest of the file: where a cell grows too long, its first line alone is an unreadable row
 * and reading goes on with the line after it.
 */
final class Framer implements Closeable {
    /** No cell of a distribution list has more lines; a lost quote soon has. */
    static final int MAX_LINES = 256;

    private final LineSource lines;
    private final Dialect dialect;
    private final RowScan scan;
    private final Deque<Line> readAhead = new ArrayDeque<>();

    Framer(LineSource lines, Dialect dialect) {
        this.lines = lines;
        this.dialect = dialect;
        this.scan = new RowScan(dialect);
    }

    /** The next row, or null at the end. */
    @Nullable
    Frame next() throws IOException {
        Line line = take();
        while (line != null && isNoRow(line)) {
            line = take();
        }
        if (line == null) {
            return null;
        }
        if (line.cut()) {
            return new Frame(
                    line.number(), line.text(), "", "the row is longer than " + LineSource.MAX_LENGTH + " characters");
        }
        if (line.text().indexOf(dialect.quote()) < 0) {
            return new Frame(line.number(), line.text(), line.text(), "");
        }
        return quoted(line);
    }

    private Frame quoted(Line first) throws IOException {
        RowScan.State state = scan.begin(first.text());
        Deque<Line> inside = new ArrayDeque<>();
        Line last = first;
        while (state == RowScan.State.OPEN) {
            Line more = take();
            if (more != null) {
                inside.add(more);
            }
            if (more == null || isTooMuch(more, inside.size())) {
                state = RowScan.State.BROKEN;
            } else {
                state = scan.add(last.end(), more.text());
                last = more;
            }
        }
        if (state == RowScan.State.COMPLETE) {
            return new Frame(first.number(), scan.raw(), scan.mended(), "");
        }
        putBack(inside);
        return new Frame(first.number(), first.text(), "", "a quote in this line is opened and not closed");
    }

    private boolean isTooMuch(Line more, int inside) {
        return more.cut()
                || inside > MAX_LINES
                || scan.raw().length() + more.text().length() > LineSource.MAX_LENGTH;
    }

    /** With tabs between cells, a line of tabs is a row of empty cells. */
    private boolean isNoRow(Line line) {
        return line.isBlank() && line.text().indexOf(dialect.delimiter()) < 0;
    }

    private @Nullable Line take() throws IOException {
        Line line = readAhead.poll();
        return line == null ? lines.next() : line;
    }

    private void putBack(Deque<Line> inside) {
        for (Iterator<Line> last = inside.descendingIterator(); last.hasNext(); ) {
            readAhead.addFirst(last.next());
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
