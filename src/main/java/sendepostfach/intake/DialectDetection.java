package sendepostfach.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells how the rows of a list are cut into cells: reads its beginning in every dialect that comes into question and takes
 * the one in which it makes the most sense. The right delimiter leaves addresses alone in their cells, gives all rows
 * the same number of cells, the header too, and leaves no quotes around them.
 */
final class DialectDetection {
    /** The rarer a character is in ordinary text, the earlier: the first of equals is taken. */
    private static final List<Character> DELIMITERS = List.of('\t', ';', '|', ',');

    /** What stands for the delimiter in a list of one column, if it does not occur there; the last if all do. */
    private static final List<Character> UNUSED = List.of(',', ';', '|', '\t');

    private static final List<Character> QUOTES = List.of('"', '\'');

    private DialectDetection() {}

    /**
     * The table in its likeliest dialect.
     *
     * @param text the list's beginning
     * @param delimiter the delimiter, where it is known
     */
    static Table of(String text, Optional<Character> delimiter) {
        List<Table> tables = new ArrayList<>();
        for (char quote : QUOTES) {
            if (quote == '"' || text.indexOf(quote) >= 0) {
                List<Character> candidates = delimiter.map(List::of).orElse(DELIMITERS);
                candidates.forEach(candidate -> tables.add(Table.read(text, new Dialect(candidate, quote))));
            }
        }
        if (delimiter.isEmpty()) {
            tables.removeIf(table -> table.usualWidth() < 2);
            QUOTES.forEach(quote -> tables.add(Table.read(text, new Dialect(unusedIn(text), quote))));
        }
        return tables.stream()
                .max(Comparator.comparingDouble(DialectDetection::sense))
                .orElseThrow();
    }

    private static char unusedIn(String text) {
        return UNUSED.stream().filter(c -> text.indexOf(c) < 0).findFirst().orElse('\t');
    }

    private static double sense(Table table) {
        int all = Math.max(1, table.rows().size() + table.unreadable());
        int width = table.usualWidth();
        double alike = (double) table.rowsOfWidth(width) / all;
        double sense = 3 * addressesAlone(table) + headerFits(table, width) - 2.0 * table.unreadable() / all;
        sense += width > 1 ? 2 * alike + 0.01 * Math.min(width, 20) : 1.2 * alike;
        return sense - 2 * leftoverQuotes(table);
    }

    /** Which part of the rows with an @ has a cell that is an address and nothing else. */
    private static double addressesAlone(Table table) {
        int withAt = 0;
        int alone = 0;
        for (List<String> row : table.rows()) {
            if (row.stream().anyMatch(cell -> cell.indexOf('@') >= 0)) {
                withAt++;
                alone += row.stream().anyMatch(DialectDetection::isBareAddress) ? 1 : 0;
            }
        }
        return withAt == 0 ? 0 : (double) alone / withAt;
    }

    /** Quotes around an address count against the dialect, although the address check would take them off. */
    private static boolean isBareAddress(String cell) {
        return cell.indexOf('@') > 0
                && QUOTES.indexOf(cell.charAt(0)) < 0
                && AddressCheck.of(cell) instanceof AddressResult.Valid;
    }

    private static double headerFits(Table table, int width) {
        int first = table.rows().isEmpty() ? width : table.rows().get(0).size();
        if (first == width) {
            return 1;
        }
        return first == 1 ? -1 : 0;
    }

    /** Which part of the filled cells still has quotes around it, or around it and the next cell. */
    private static double leftoverQuotes(Table table) {
        int filled = 0;
        int quoted = 0;
        for (List<String> row : table.rows()) {
            String before = "";
            for (String cell : row) {
                filled += cell.isEmpty() ? 0 : 1;
                quoted += isQuoted(cell) || isQuoted(before + cell) && !isQuoted(before) ? 1 : 0;
                before = cell;
            }
        }
        return filled == 0 ? 0 : (double) quoted / filled;
    }

    private static boolean isQuoted(String text) {
        int last = text.length() - 1;
        return last > 0 && QUOTES.indexOf(text.charAt(0)) >= 0 && text.charAt(0) == text.charAt(last);
    }
}
