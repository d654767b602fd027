package sendepostfach.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Tells whether the first row holds the columns' names or is data already. */
final class HeaderDetection {
    private HeaderDetection() {}

    /**
     * Whether the first row is a header.
     *
     * @param rows the first rows of the list
     * @param emailColumn the name of the e-mail column, where it is known
     */
    static boolean isIn(List<List<String>> rows, Optional<String> emailColumn) {
        if (rows.isEmpty()) {
            return false;
        }
        List<String> first = rows.get(0).stream().map(Blanks::strip).toList();
        List<List<String>> rest = rows.subList(1, rows.size());
        if (emailColumn.isPresent() && Columns.of(first).find(emailColumn.get()).isPresent()) {
            return true;
        }
        if (first.stream().anyMatch(cell -> AddressCheck.of(cell) instanceof AddressResult.Valid)) {
            return false;
        }
        if (first.stream().anyMatch(HeaderDetection::isKnownName)) {
            return true;
        }
        if (first.stream().anyMatch(cell -> cell.indexOf('@') >= 0 || isNumber(cell))) {
            return false;
        }
        return standsAboveAddresses(first, rest) || looksLikeNames(first, rest);
    }

    private static boolean isKnownName(String cell) {
        return ColumnName.mailRank(cell) < ColumnName.NOT_MAIL || ColumnName.isCommon(cell);
    }

    /** A cell that has text and no @ above a column of addresses. */
    private static boolean standsAboveAddresses(List<String> first, List<List<String>> rest) {
        return EmailColumn.find(List.of(), rest, first.size()).stream()
                .anyMatch(column -> !first.get(column).isEmpty());
    }

    /** Names are all there, differ, and do not come again as values. */
    private static boolean looksLikeNames(List<String> first, List<List<String>> rest) {
        boolean named = !first.contains("") && new HashSet<>(first).size() == first.size();
        for (int i = 0; named && i < first.size(); i++) {
            for (List<String> row : rest) {
                named &= i >= row.size() || !row.get(i).equals(first.get(i));
            }
        }
        return named;
    }

    /** Digits with the signs of numbers, dates and telephone numbers. */
    private static boolean isNumber(String cell) {
        return cell.chars().anyMatch(Character::isDigit) && cell.chars().noneMatch(Character::isLetter);
    }
}
