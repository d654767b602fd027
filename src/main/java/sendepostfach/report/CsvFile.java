package sendepostfach.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;

/** A CSV file (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read umlauts) whose cells are defused. */
public final class CsvFile implements AutoCloseable {
    private final Path file;
    private final ICSVWriter writer;

    /** Makes the file, with a header. */
    public CsvFile(Path file, List<String> header) {
        this.file = file;
        try {
            var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            out.write('\uFEFF');
            writer = new CSVWriterBuilder(out).withLineEnd("\r\n").build();
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot write " + file, cannot);
        }
        add(header);
    }

    public void add(List<String> cells) {
        writer.writeNext(cells.stream().map(Defused::of).toArray(String[]::new), false);
    }

    public void add(String... cells) {
        add(Arrays.asList(cells));
    }

    @Override
    public void close() {
        try {
            boolean failed = writer.checkError();
            writer.close();
            if (failed) {
                throw new IOException("the file system refuses");
            }
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot write " + file, cannot);
        }
    }
}
