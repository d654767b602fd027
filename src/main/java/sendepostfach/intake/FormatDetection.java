package sendepostfach.intake;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.ListSource;
import sendepostfach.campaign.Text;

/** Finds out how a list is written, one question after the other: charset, delimiter and quote, header, e-mail column. */
final class FormatDetection {
    private static final String SEPARATOR_LINE = "sep=";

    private FormatDetection() {}

    static ListFormat of(ListSource source) {
        Path file = Path.of(source.file());
        if (Files.isDirectory(file)) {
            throw new InputFault(ListFile.isDirectory(file));
        }
        Sample sample = Sample.of(file);
        ForeignFile.refuse(file, sample);
        Encoding encoding = source.charset()
                .map(name -> EncodingDetection.of(sample, charset(file, name)))
                .orElseGet(() -> EncodingDetection.of(sample));
        String text = sample.text(encoding);
        ForeignFile.refuseControls(file, text);
        Optional<Character> stated = statedDelimiter(text);
        String rows = stated.isPresent() ? afterFirstLine(text) : text;
        if (Blanks.strip(rows).isEmpty()) {
            throw new InputFault(Text.of(
                    "%s: is empty; name a CSV file with a recipient in each row",
                    "%s: ist leer; nehmen Sie eine CSV-Datei mit einem Empfänger in jeder Zeile", file));
        }
        Table table = DialectDetection.of(rows, source.delimiter().or(() -> stated));
        return withColumns(source, encoding, table, stated.isPresent());
    }

    private static ListFormat withColumns(ListSource source, Encoding encoding, Table table, boolean separatorLine) {
        List<List<String>> rows = table.rows();
        boolean header = table.opensReadable() && HeaderDetection.isIn(rows, source.emailColumn());
        List<String> names = header ? rows.get(0) : List.of();
        int width = Math.max(names.size(), table.usualWidth());
        Columns columns = header ? Columns.of(names, width) : Columns.numbered(width);
        OptionalInt emailColumn = source.emailColumn()
                .map(name -> namedColumn(source.file(), columns, name))
                .orElseGet(() -> EmailColumn.find(names, header ? rows.subList(1, rows.size()) : rows, width));
        return new ListFormat(
                encoding.charset(),
                encoding.markLength() > 0,
                table.dialect().delimiter(),
                table.dialect().quote(),
                separatorLine,
                header,
                columns,
                emailColumn);
    }

    private static OptionalInt namedColumn(String file, Columns columns, String name) {
        OptionalInt column = columns.find(name);
        if (column.isEmpty()) {
            throw new InputFault(Text.of(
                    "%s: has no column \"%s\"; its columns are %s",
                    "%s: hat keine Spalte \"%s\"; die Spalten sind %s",
                    file,
                    name,
                    String.join(", ", columns.names())));
        }
        return column;
    }

    private static Charset charset(Path file, String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InputFault(
                    file + ": unknown charset \"" + name
                            + "\"; use UTF-8, UTF-16, windows-1252, ISO-8859-15 or x-MacRoman, or leave it out",
                    e);
        }
    }

    /** The delimiter that Excel's first line states: {@code sep=;}, perhaps in quotes. */
    private static Optional<Character> statedDelimiter(String text) {
        String line = text.lines().findFirst().orElse("");
        String bare = line.length() > 1 && line.startsWith("\"") && line.endsWith("\"")
                ? line.substring(1, line.length() - 1)
                : line;
        boolean stated = bare.toLowerCase(Locale.ROOT).startsWith(SEPARATOR_LINE)
                && bare.length() == SEPARATOR_LINE.length() + 1;
        return stated ? Optional.of(bare.charAt(SEPARATOR_LINE.length())) : Optional.empty();
    }

    private static String afterFirstLine(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(Math.min(text.length(), end + 1));
    }
}
