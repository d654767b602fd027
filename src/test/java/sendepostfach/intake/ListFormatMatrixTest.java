package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every charset with every delimiter, quoting, line end, with and without header: 1,296 lists. */
class ListFormatMatrixTest {
    private static final List<String> CHARSETS = List.of(
            "UTF-8",
            "UTF-8 BOM",
            "UTF-16LE BOM",
            "UTF-16BE BOM",
            "UTF-16LE",
            "UTF-16BE",
            "windows-1252",
            "ISO-8859-15",
            "x-MacRoman");

    private static final List<List<String>> PEOPLE = List.of(
            List.of("1001", "Jörg", "Müller", "joerg.mueller@gmx.example", "Köln", "12,50 €", "zahlt, aber spät"),
            List.of("1002", "Käthe", "Weiß", "kaethe@web.example", "Düsseldorf", "7,00 €", "Straße; links|rechts"),
            List.of("1003", "Renée", "Böhm", "r.boehm@t-online.example", "Nürnberg", "1.234,56 €", "sagt \"gut\""),
            List.of("1004", "Ömer", "Çelik", "oemer@gmail.example", "Ulm", "0,99 €", "it's fine"),
            List.of("1005", "Änne", "Groß", "aenne.gross@posteo.example", "Mönchengladbach", "", ""));

    private static final List<String> HEADER =
            List.of("Kundennummer", "Vorname", "Nachname", "E-Mail", "Ort", "Umsatz", "Bemerkung");

    @TempDir
    Path directory;

    record Sample(
            String charset, char delimiter, char quote, boolean quoteAll, boolean header, String end, boolean free) {}

    static Stream<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (String charset : CHARSETS) {
            for (char delimiter : ",;\t|".toCharArray()) {
                for (String end : List.of("\n", "\r\n", "\r")) {
                    for (boolean header : new boolean[] {true, false}) {
                        samples.add(new Sample(charset, delimiter, '"', true, header, end, true));
                        samples.add(new Sample(charset, delimiter, '"', false, header, end, true));
                        samples.add(new Sample(charset, delimiter, '"', false, header, end, false));
                        samples.add(new Sample(charset, delimiter, '\'', true, header, end, true));
                        samples.add(new Sample(charset, delimiter, '\'', true, header, end, false));
                        samples.add(new Sample(charset, delimiter, '\'', false, header, end, true));
                    }
                }
            }
        }
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aListIsSeenAsItIsWritten(Sample sample) {
        Path file = Lists.write(directory, bytes(sample, text(sample)));
        ListFormat format = Lists.detect(file);
        assertThat(format.charset()).isEqualTo(charset(sample));
        assertThat(format.byteOrderMark()).isEqualTo(sample.charset().endsWith("BOM"));
        assertThat(format.delimiter()).isEqualTo(sample.delimiter());
        assertThat(format.header()).isEqualTo(sample.header());
        assertThat(format.emailColumn()).hasValue(3);
        assertThat(format.columns().size()).isEqualTo(width(sample));
        if (sample.free() || sample.quoteAll()) {
            assertThat(format.quote()).isEqualTo(sample.quote());
        }
        assertThat(Lists.rows(file, format).stream().map(ListRow::cells)).isEqualTo(people(sample));
    }

    /** Without the free text no cell holds a delimiter or a quote. */
    private static List<List<String>> people(Sample sample) {
        List<List<String>> people = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (List<String> person : PEOPLE) {
                people.add(person.subList(0, width(sample)));
            }
        }
        return people;
    }

    private static int width(Sample sample) {
        return sample.free() ? 7 : 5;
    }

    private static String text(Sample sample) {
        List<List<String>> rows = new ArrayList<>();
        if (sample.header()) {
            rows.add(HEADER.subList(0, width(sample)));
        }
        rows.addAll(people(sample));
        return rows.stream()
                .map(row -> row.stream()
                        .map(cell -> cell(sample, cell))
                        .collect(Collectors.joining(String.valueOf(sample.delimiter()))))
                .collect(Collectors.joining(sample.end(), "", sample.end()));
    }

    private static String cell(Sample sample, String cell) {
        String quote = String.valueOf(sample.quote());
        boolean needed = cell.contains(quote) || cell.indexOf(sample.delimiter()) >= 0;
        return sample.quoteAll() || needed ? quote + cell.replace(quote, quote + quote) + quote : cell;
    }

    /** Without a euro sign both charsets are the same bytes, and the more usual one is named. */
    private static Charset charset(Sample sample) {
        boolean alike = sample.charset().equals("ISO-8859-15") && !sample.free();
        return Charset.forName(alike ? "windows-1252" : sample.charset().replace(" BOM", ""));
    }

    private static byte[] bytes(Sample sample, String text) {
        var bytes = new ByteArrayOutputStream();
        if (sample.charset().endsWith("BOM")) {
            bytes.writeBytes("\ufeff".getBytes(charset(sample)));
        }
        bytes.writeBytes(text.getBytes(charset(sample)));
        return bytes.toByteArray();
    }
}
