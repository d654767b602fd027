package sendepostfach.intake;

/**
 * How rows are cut into cells.
 *
 * @param delimiter the character between cells
 * @param quote the character around cells that hold a delimiter, a line break or the quote itself
 */
record Dialect(char delimiter, char quote) {
    Dialect {
        if (delimiter == quote || isLineBreak(delimiter) || isLineBreak(quote)) {
            throw new IllegalArgumentException("delimiter and quote must be two characters within a line: "
                    + (int) delimiter + " and " + (int) quote);
        }
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    /** Whether the character may stand around a quoted cell without being part of it. */
    boolean isPadding(char c) {
        return c == ' ' || c == '\t' && delimiter != '\t';
    }
}
