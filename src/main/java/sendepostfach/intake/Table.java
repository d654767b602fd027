package sendepostfach.intake;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first rows of a list as one dialect reads them.
 *
 * @param dialect the dialect
 * @param rows the cells of the rows that can be read
 * @param unreadable how many rows cannot be read
 * @param opensReadable whether the very first row can be read
 */
record Table(Dialect dialect, List<List<String>> rows, int unreadable, boolean opensReadable) {
    /** More rows tell no more about the format. */
    private static final int MAX_ROWS = 400;

    static Table read(String text, Dialect dialect) {
        var cutter = new CellCutter(dialect);
        List<List<String>> rows = new ArrayList<>();
        int unreadable = 0;
        boolean opensReadable = true;
        try (var frames = new Framer(new LineSource(new StringReader(text)), dialect)) {
            Frame frame = frames.next();
            while (frame != null && rows.size() + unreadable < MAX_ROWS) {
                if (frame.fault().isEmpty()) {
                    rows.add(cutter.cut(frame.regular()));
                } else {
                    opensReadable &= !rows.isEmpty();
                    unreadable++;
                }
                frame = frames.next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string is always readable", e);
        }
        return new Table(dialect, List.copyOf(rows), unreadable, opensReadable);
    }

    /** The width that most rows have; the larger of equally frequent ones. */
    int usualWidth() {
        Map<Integer, Integer> rowsByWidth = new HashMap<>();
        rows.forEach(row -> rowsByWidth.merge(row.size(), 1, Integer::sum));
        return rowsByWidth.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    /** How many rows have this width. */
    long rowsOfWidth(int width) {
        return rows.stream().filter(row -> row.size() == width).count();
    }
}
