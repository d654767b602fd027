package sendepostfach.intake;

import java.util.List;

/**
 * A row of a distribution list.
 *
 * @param row its ordinal among the rows of data, from 1; neither the header nor blank lines count
 * @param line the number of the physical line in which it starts, from 1
 * @param cells its cells, at least as many as the list has columns (short rows are filled up with empty cells); none where
 *     the row cannot be read
 * @param raw the row as it stands in the file, line breaks within it included
 * @param fault why the row cannot be read, for a person; empty where it can
 */
public record ListRow(int row, int line, List<String> cells, String raw, String fault) {
    public ListRow {
        if (row < 1 || line < 1) {
            throw new IllegalArgumentException("rows and lines count from 1: row " + row + ", line " + line);
        }
        cells = List.copyOf(cells);
    }

    /** Whether the row could be cut into cells. */
    public boolean isReadable() {
        return fault.isEmpty();
    }
}
