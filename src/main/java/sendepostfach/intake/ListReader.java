package sendepostfach.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.InputFault;

/**
 * Reads a distribution list row by row, in constant memory. Bytes that do not fit the charset are replaced (U+FFFD). To
 * be closed; not for several threads.
 */
public final class ListReader implements Closeable {
    private final Path file;
    private final Framer frames;
    private final CellCutter cutter;
    private final int width;
    private int row;

    private ListReader(Path file, Framer frames, ListFormat format) {
        this.file = file;
        this.frames = frames;
        this.cutter = new CellCutter(format.dialect());
        this.width = format.columns().size();
    }

    /** Opens the list before its first row. */
    public static ListReader open(Path file, ListFormat format) {
        return openAfter(0, file, format);
    }

    /**
     * Opens the list behind a row, to go on where an earlier reading ended.
     *
     * @param row the ordinal of the last row that has been read; 0 for none
     * @throws InputFault if the file cannot be read
     */
    public static ListReader openAfter(int row, Path file, ListFormat format) {
        try {
            var lines = new LineSource(ListFile.open(file, format.encoding()));
            try {
                if (format.separatorLine()) {
                    lines.next();
                }
                var reader = new ListReader(file, new Framer(lines, format.dialect()), format);
                if (format.header()) {
                    reader.frames.next();
                }
                while (reader.row < row && reader.frames.next() != null) {
                    reader.row++;
                }
                return reader;
            } catch (IOException e) {
                lines.close();
                throw e;
            }
        } catch (IOException e) {
            throw ListFile.unreadable(file, e);
        }
    }

    /**
     * The next row, or null behind the last one.
     *
     * @throws InputFault if the file cannot be read any more
     */
    public @Nullable ListRow next() {
        try {
            Frame frame = frames.next();
            if (frame == null) {
                return null;
            }
            row++;
            List<String> cells = frame.fault().isEmpty() ? filledUp(cutter.cut(frame.regular())) : List.of();
            return new ListRow(row, frame.line(), cells, frame.raw(), frame.fault());
        } catch (IOException e) {
            throw ListFile.unreadable(file, e);
        }
    }

    private List<String> filledUp(List<String> cells) {
        if (cells.size() >= width) {
            return cells;
        }
        String[] filled = Arrays.copyOf(cells.toArray(new String[0]), width);
        Arrays.fill(filled, cells.size(), width, "");
        return List.of(filled);
    }

    @Override
    public void close() {
        try {
            frames.close();
        } catch (IOException e) {
            throw ListFile.unreadable(file, e);
        }
    }
}
