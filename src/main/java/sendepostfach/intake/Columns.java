package sendepostfach.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The names of a list's columns, by which merge fields call them. Names stay as they are in the header but for blanks around
 * them; a column without a name is called {@code column1} and so on after its place, and a name that is taken gets a
 * suffix ({@code Name_2}), so that every column can be called.
 *
 * @param names the names, all different, from the first column on
 */
public record Columns(List<String> names) {
    public Columns {
        names = List.copyOf(names);
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("column names must differ: " + names);
        }
    }

    /** The columns under a header, as many as it has cells. */
    public static Columns of(List<String> header) {
        return of(header, header.size());
    }

    /** So many columns under a header that may have fewer cells. */
    static Columns of(List<String> header, int width) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String name = i < header.size() ? Blanks.strip(header.get(i)) : "";
            String wanted = name.isEmpty() ? numberedName(i) : name;
            String free = wanted;
            for (int n = 2; !taken.add(free); n++) {
                free = wanted + "_" + n;
            }
            names.add(free);
        }
        return new Columns(names);
    }

    /** The columns of a list without a header: {@code column1}, {@code column2} ... */
    public static Columns numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(numberedName(i));
        }
        return new Columns(names);
    }

    private static String numberedName(int index) {
        return "column" + (index + 1);
    }

    public int size() {
        return names.size();
    }

    /** The place of the column with this name, from 0: written alike, or else alike but for case, blanks and hyphens. */
    public OptionalInt find(String name) {
        int exact = names.indexOf(Blanks.strip(name));
        if (exact >= 0) {
            return OptionalInt.of(exact);
        }
        String folded = ColumnName.fold(name);
        for (int i = 0; i < names.size(); i++) {
            if (ColumnName.fold(names.get(i)).equals(folded)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** A row's merge fields: its cells by the names of their columns, cells beyond the last column by numbered names. */
    public Map<String, String> fields(List<String> cells) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), i < cells.size() ? cells.get(i) : "");
        }
        for (int i = names.size(); i < cells.size(); i++) {
            fields.putIfAbsent(numberedName(i), cells.get(i));
        }
        return fields;
    }
}
