package sendepostfach.intake;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds the column with the recipients' addresses: by its name, if the cells under it bear it out, or else by what the
 * cells are.
 */
final class EmailColumn {
    private EmailColumn() {}

    /**
     * The column's place, from 0.
     *
     * @param names the names in the header; none if there is no header
     * @param rows the rows of data
     * @param width how many columns there are
     */
    static OptionalInt find(List<String> names, List<List<String>> rows, int width) {
        List<ColumnContent> contents = ColumnContent.of(rows, width);
        List<ColumnContent> named = contents.stream()
                .filter(column -> rank(names, column) < ColumnName.NOT_MAIL)
                .sorted(Comparator.<ColumnContent>comparingInt(column -> rank(names, column))
                        .thenComparing(Comparator.comparingInt(ColumnContent::different)
                                .reversed()))
                .toList();
        Optional<ColumnContent> fullest = contents.stream()
                .filter(ColumnContent::isMostlyAddresses)
                .max(Comparator.comparingInt(ColumnContent::different)
                        .thenComparing(
                                Comparator.comparingInt(ColumnContent::index).reversed()));
        int needed = fullest.map(ColumnContent::different).orElse(0);
        return named.stream()
                .filter(column -> column.addresses() > 0 && column.different() * 10 >= needed)
                .findFirst()
                .or(() -> fullest)
                .or(() -> named.stream()
                        .filter(column -> isCredible(names, column))
                        .findFirst())
                .map(column -> OptionalInt.of(column.index()))
                .orElse(OptionalInt.empty());
    }

    /** Whether a name alone is enough, where no column holds addresses: it is plain, or nothing speaks against it. */
    private static boolean isCredible(List<String> names, ColumnContent column) {
        return rank(names, column) < ColumnName.SPEAKS_OF_MAIL || column.filled() == 0 || column.withAt() > 0;
    }

    private static int rank(List<String> names, ColumnContent column) {
        return column.index() < names.size() ? ColumnName.mailRank(names.get(column.index())) : ColumnName.NOT_MAIL;
    }
}
