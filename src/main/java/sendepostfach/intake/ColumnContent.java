package sendepostfach.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the cells of a column are.
 *
 * @param index the column's place, from 0
 * @param filled how many cells are not empty
 * @param withAt how many have an @
 * @param addresses how many hold a usable address
 * @param different how many different addresses there are: a column that names the same few people again and again is
 *     not the recipients'
 */
record ColumnContent(int index, int filled, int withAt, int addresses, int different) {
    static List<ColumnContent> of(List<List<String>> rows, int width) {
        List<ColumnContent> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(of(rows, i, new HashSet<>()));
        }
        return columns;
    }

    private static ColumnContent of(List<List<String>> rows, int index, Set<String> keys) {
        int filled = 0;
        int withAt = 0;
        int addresses = 0;
        for (List<String> row : rows) {
            String cell = index < row.size() ? Blanks.strip(row.get(index)) : "";
            filled += cell.isEmpty() ? 0 : 1;
            if (cell.indexOf('@') >= 0) {
                withAt++;
                if (AddressCheck.of(cell) instanceof AddressResult.Valid valid) {
                    addresses++;
                    keys.add(valid.address().key());
                }
            }
        }
        return new ColumnContent(index, filled, withAt, addresses, keys.size());
    }

    boolean isMostlyAddresses() {
        return addresses > 0 && addresses * 2 >= filled;
    }
}
