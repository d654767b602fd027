package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import sendepostfach.intake.RowScan.State;

class RowScanTest {
    private static final Dialect SEMICOLON = new Dialect(';', '"');

    @Test
    void rowsAccordingToTheRfcStayAsTheyAre() {
        assertThat(mended("a;\"b\";c")).isEqualTo("a;\"b\";c");
        assertThat(mended("\"a;\"\"b\"\"\";\"\"")).isEqualTo("\"a;\"\"b\"\"\";\"\"");
    }

    @Test
    void blanksAroundAQuotedCellAreDropped() {
        assertThat(cells("a; \"b;c\" ;d")).containsExactly("a", "b;c", "d");
        assertThat(cells("\"a\" ")).containsExactly("a");
    }

    @Test
    void quotesThatAreNotDoubledArePartOfTheCell() {
        assertThat(cells("\"Firma \"Blatt\" GmbH\";x")).containsExactly("Firma \"Blatt\" GmbH", "x");
        assertThat(cells("\"Firma \"Blatt; Sohn\" GmbH\";x")).containsExactly("Firma \"Blatt; Sohn\" GmbH", "x");
    }

    @Test
    void quotesThatBelongToTheTextStay() {
        assertThat(cells("5\" Rohr;x")).containsExactly("5\" Rohr", "x");
        assertThat(cells("x;5\"")).containsExactly("x", "5\"");
        assertThat(cells("Jörg \"Jogi\" Lang;x")).containsExactly("Jörg \"Jogi\" Lang", "x");
        assertThat(cells("1;\"Beck, Anna\" <a@gmx.example>;x"))
                .containsExactly("1", "\"Beck, Anna\" <a@gmx.example>", "x");
        assertThat(cells("a\"\"b;x")).containsExactly("a\"\"b", "x");
    }

    @Test
    void aQuotedCellGoesOnInTheNextLine() {
        var scan = new RowScan(SEMICOLON);
        assertThat(scan.begin("1;\"a")).isEqualTo(State.OPEN);
        assertThat(scan.add("\r\n", "")).isEqualTo(State.OPEN);
        assertThat(scan.add("\n", "b\"\"c\";\"d")).isEqualTo(State.OPEN);
        assertThat(scan.add("\r", "e\" ;f")).isEqualTo(State.COMPLETE);
        assertThat(scan.raw()).isEqualTo("1;\"a\r\n\nb\"\"c\";\"d\re\" ;f");
        assertThat(new CellCutter(SEMICOLON).cut(scan.mended())).containsExactly("1", "a\r\n\nb\"c", "d\re", "f");
    }

    @Test
    void aQuoteThatBelongsToAnotherRowGivesTheLostOneAway() {
        var scan = new RowScan(SEMICOLON);
        assertThat(scan.begin("\"1\";\"Beck\";\"a@gmx.example")).isEqualTo(State.OPEN);
        assertThat(scan.add("\n", "\"2\";\"Lang\";\"b@gmx.example\"")).isEqualTo(State.BROKEN);
    }

    /** Whatever cells are written by the rules come back, in any dialect. */
    @Test
    void whatIsWrittenAccordingToTheRfcIsReadAsItWas() {
        var random = new Random(20_261_124);
        String alphabet = "ab ;,'\"\n\r\t|\\ä";
        for (int run = 0; run < 20_000; run++) {
            var dialect = new Dialect(";,\t|".charAt(random.nextInt(4)), random.nextInt(4) == 0 ? '\'' : '"');
            List<String> cells = new ArrayList<>();
            for (int n = random.nextInt(5); n >= 0; n--) {
                cells.add(random.ints(random.nextInt(7), 0, alphabet.length())
                        .mapToObj(i -> alphabet.substring(i, i + 1))
                        .collect(Collectors.joining()));
            }
            String row = cells.stream()
                    .map(cell -> written(cell, dialect, random.nextBoolean()))
                    .collect(Collectors.joining(String.valueOf(dialect.delimiter())));
            assertThat(read(row, dialect)).as(row).isEqualTo(cells);
        }
    }

    private static String written(String cell, Dialect dialect, boolean quoteAnyway) {
        String quote = String.valueOf(dialect.quote());
        boolean needed = cell.contains(quote)
                || cell.indexOf(dialect.delimiter()) >= 0
                || cell.indexOf('\n') >= 0
                || cell.indexOf('\r') >= 0;
        return needed || quoteAnyway ? quote + cell.replace(quote, quote + quote) + quote : cell;
    }

    private static List<String> read(String row, Dialect dialect) {
        var scan = new RowScan(dialect);
        String[] lines = row.split("(?<=\n)|(?<=\r)(?!\n)", -1);
        State state = scan.begin(lines[0].replaceAll("[\r\n]+$", ""));
        for (int i = 1; i < lines.length; i++) {
            assertThat(state).as(row).isEqualTo(State.OPEN);
            String before = lines[i - 1];
            state = scan.add(
                    before.substring(before.replaceAll("[\r\n]+$", "").length()), lines[i].replaceAll("[\r\n]+$", ""));
        }
        assertThat(state).as(row).isEqualTo(State.COMPLETE);
        assertThat(scan.raw()).isEqualTo(row);
        return new CellCutter(dialect).cut(scan.mended());
    }

    private static List<String> cells(String line) {
        return new CellCutter(SEMICOLON).cut(mended(line));
    }

    private static String mended(String line) {
        var scan = new RowScan(SEMICOLON);
        assertThat(scan.begin(line)).isEqualTo(State.COMPLETE);
        assertThat(scan.raw()).isEqualTo(line);
        return scan.mended();
    }
}
