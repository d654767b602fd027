package sendepostfach.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.ListSource;

/** Lists for tests: written, detected, read. */
final class Lists {
    private Lists() {}

    static Path write(Path directory, String text, Charset charset) {
        return write(directory, text.getBytes(charset));
    }

    static Path write(Path directory, String text) {
        return write(directory, text, StandardCharsets.UTF_8);
    }

    static Path write(Path directory, byte[] bytes) {
        try {
            return Files.write(Files.createTempFile(directory, "list", ".csv"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ListSource source(Path file) {
        return new ListSource(file.toString(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ListFormat detect(Path file) {
        return ListFormat.detect(source(file));
    }

    static List<ListRow> rows(Path file, ListFormat format) {
        return rowsAfter(0, file, format);
    }

    static List<ListRow> rows(Path file) {
        return rows(file, detect(file));
    }

    static List<ListRow> rowsAfter(int row, Path file, ListFormat format) {
        List<ListRow> rows = new ArrayList<>();
        try (ListReader reader = ListReader.openAfter(row, file, format)) {
            for (ListRow next = reader.next(); next != null; next = reader.next()) {
                rows.add(next);
            }
        }
        return rows;
    }
}
