package sendepostfach.intake;

import org.jspecify.annotations.Nullable;

/**
 * Finds out where a row with quotes ends, and mends what breaks RFC 4180 in lists written by hand, so that one strict
 * parser can cut every row: blanks around a quoted cell, quotes that are not doubled within one
 * ({@code "Firma "Blatt" GmbH"}), and quotes that are part of the text ({@code "Muster, Erika" <e@x.de>}, {@code 5" Rohr}).
 *
 * <p>A cell that spans lines gets no such leniency: a quote in it that is neither doubled nor followed by a delimiter tells
 * that the opening quote was one too many, and that what follows are other rows.
 */
final class RowScan {
    enum State {
        /** The row is complete. */
        COMPLETE,
        /** A quoted cell goes on in the next line. */
        OPEN,
        /** The row cannot be read: its opening quote has no partner. */
        BROKEN
    }

    private final Dialect dialect;
    private String text = "";
    private int cell;
    private int quote;
    private int searched;
    private int stray = -1;
    private boolean manyLines;
    private @Nullable StringBuilder mended;
    private int copied;

    RowScan(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Begins a row with its first line. */
    State begin(String line) {
        text = line;
        manyLines = false;
        mended = null;
        copied = 0;
        return scanFrom(0);
    }

    /** Goes on with the next line of an open row. */
    State add(String lineBreak, String line) {
        text = text + lineBreak + line;
        manyLines = true;
        return closeCell();
    }

    /** The row as it is in the file. */
    String raw() {
        return text;
    }

    /** The row according to RFC 4180. */
    String mended() {
        return mended == null ? text : mended + text.substring(Math.min(copied, text.length()));
    }

    private State scanFrom(int start) {
        int next = start;
        while (next <= text.length()) {
            cell = next;
            quote = afterPadding(next);
            if (quote < text.length() && text.charAt(quote) == dialect.quote()) {
                searched = quote + 1;
                stray = -1;
                return closeCell();
            }
            next = plainCell(next) + 1;
        }
        return State.COMPLETE;
    }

    private int plainCell(int from) {
        int end = delimiterFrom(from);
        int quoteInText = text.indexOf(dialect.quote(), from);
        if (quoteInText >= 0 && quoteInText < end) {
            literal(from, end);
        }
        return end;
    }

    /** Looks for the end of the quoted cell, from where the search has come to. */
    private State closeCell() {
        int at = text.indexOf(dialect.quote(), searched);
        while (at >= 0) {
            int after = afterPadding(at + 1);
            if (at + 1 < text.length() && text.charAt(at + 1) == dialect.quote()) {
                at++;
            } else if (after >= text.length() || text.charAt(after) == dialect.delimiter()) {
                quotedCell(at, after);
                return scanFrom(after + 1);
            } else if (manyLines) {
                return State.BROKEN;
            } else if (stray < 0) {
                stray = at;
            }
            at = text.indexOf(dialect.quote(), at + 1);
        }
        searched = text.length();
        if (stray < 0) {
            return State.OPEN;
        }
        int end = delimiterFrom(stray);
        literal(cell, end);
        return scanFrom(end + 1);
    }

    private void quotedCell(int closing, int end) {
        if (stray < 0 && quote == cell && end == closing + 1) {
            return;
        }
        StringBuilder out = mendFrom(cell);
        out.append(dialect.quote());
        for (int i = quote + 1; i < closing; i++) {
            char c = text.charAt(i);
            out.append(c);
            if (c == dialect.quote()) {
                out.append(c);
                i += text.charAt(i + 1) == c ? 1 : 0;
            }
        }
        out.append(dialect.quote());
        copied = end;
    }

    /** The cell's text as it stands, quotes and all. */
    private void literal(int from, int to) {
        StringBuilder out = mendFrom(from);
        String q = String.valueOf(dialect.quote());
        out.append(q).append(text.substring(from, to).replace(q, q + q)).append(q);
        copied = to;
    }

    private StringBuilder mendFrom(int from) {
        StringBuilder out = mended == null ? new StringBuilder(text.length() + 16) : mended;
        mended = out;
        return out.append(text, copied, from);
    }

    private int afterPadding(int from) {
        int at = from;
        while (at < text.length() && dialect.isPadding(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int delimiterFrom(int from) {
        int at = text.indexOf(dialect.delimiter(), from);
        return at < 0 ? text.length() : at;
    }
}
