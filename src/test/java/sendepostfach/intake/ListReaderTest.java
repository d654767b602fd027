package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.InputFault;

class ListReaderTest {
    @TempDir
    Path directory;

    @Test
    void rowsAndLinesAreCountedApart() {
        Path file = Lists.write(
                directory,
                "\n\nName;Mail;Notiz\r\n\r\nBeck;a@gmx.example;\"one\r\ntwo\"\r\n   \r\nLang;b@gmx.example;x\r\n\r\n");
        List<ListRow> rows = Lists.rows(file);
        assertThat(rows)
                .containsExactly(
                        new ListRow(
                                1,
                                5,
                                List.of("Beck", "a@gmx.example", "one\r\ntwo"),
                                "Beck;a@gmx.example;\"one\r\ntwo\"",
                                ""),
                        new ListRow(2, 8, List.of("Lang", "b@gmx.example", "x"), "Lang;b@gmx.example;x", ""));
    }

    @Test
    void shortRowsAreFilledUpAndLongOnesKeepTheirCells() {
        Path file = Lists.write(
                directory, "Name;Mail;Ort\nBeck;a@gmx.example;Ulm\nLang\nGroß;b@gmx.example;Köln;more;cells\n");
        assertThat(Lists.rows(file).stream().map(ListRow::cells))
                .containsExactly(
                        List.of("Beck", "a@gmx.example", "Ulm"),
                        List.of("Lang", "", ""),
                        List.of("Groß", "b@gmx.example", "Köln", "more", "cells"));
    }

    @Test
    void backslashesAreData() {
        Path file = Lists.write(directory, "Pfad;Mail\nC:\\Daten\\;a@gmx.example\n\"\\\";b@gmx.example\n");
        assertThat(Lists.rows(file).stream().map(row -> row.cells().get(0))).containsExactly("C:\\Daten\\", "\\");
    }

    @Test
    void aRowOfDelimitersIsARow() {
        assertThat(Lists.rows(Lists.write(directory, "Name\tMail\nBeck\ta@gmx.example\n\t\n")))
                .hasSize(2);
        assertThat(Lists.rows(Lists.write(directory, "Name;Mail\nBeck;a@gmx.example\n;\n")))
                .hasSize(2);
    }

    @Test
    void anUnbalancedQuoteCostsItsOwnRowOnly() {
        String list = "Name;Mail\n" + rows(1, 3) + "Beck;\"lost@gmx.example\n" + rows(4, 1000);
        Path file = Lists.write(directory, list);
        List<ListRow> rows = Lists.rows(file);
        assertThat(rows).hasSize(1001);
        assertThat(rows.stream().filter(row -> !row.isReadable()))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.row()).isEqualTo(4);
                    assertThat(row.line()).isEqualTo(5);
                    assertThat(row.raw()).isEqualTo("Beck;\"lost@gmx.example");
                    assertThat(row.fault()).contains("not closed");
                });
        assertThat(rows.get(1000).cells()).containsExactly("Name 1000", "n1000@gmx.example");
    }

    @Test
    void anUnbalancedQuoteAmongQuotedCellsCostsItsOwnRowOnly() {
        Path file = Lists.write(
                directory,
                "\"Name\",\"Mail\"\n\"Beck\",\"a@gmx.example\"\n\"Lang\",\"b@gmx.example\n\"Groß\",\"c@gmx.example\"\n");
        assertThat(Lists.rows(file).stream().map(ListRow::isReadable)).containsExactly(true, false, true);
    }

    @Test
    void anUnbalancedQuoteInTheLastRowIsFound() {
        List<ListRow> rows = Lists.rows(Lists.write(directory, "Name;Mail\n" + rows(1, 2) + "\"Beck;x@gmx.example"));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(2).isReadable()).isFalse();
    }

    @Test
    void aFileFullOfUnbalancedQuotesIsReadInBoundedSteps() {
        String list = "Name;Mail\n" + rows(1, 50)
                + IntStream.range(0, 5000).mapToObj(i -> "\"\"\"" + i + ";x\n").collect(Collectors.joining());
        List<ListRow> rows = Lists.rows(Lists.write(directory, list));
        assertThat(rows).hasSize(5050);
        assertThat(rows.get(5049).line()).isEqualTo(5051);
    }

    @Test
    void aRowLongerThanTheBoundIsUnreadableAndTheNextIsRead() {
        Path file = Lists.write(
                directory, "Name;Mail\n" + rows(1, 3) + "x".repeat(200_000) + ";a@gmx.example\nBeck;b@gmx.example\n");
        List<ListRow> rows = Lists.rows(file);
        assertThat(rows).hasSize(5);
        assertThat(rows.get(3).isReadable()).isFalse();
        assertThat(rows.get(3).raw()).hasSize(LineSource.MAX_LENGTH);
        assertThat(rows.get(4).cells()).containsExactly("Beck", "b@gmx.example");
    }

    @Test
    void damagedBytesAreReplaced() {
        byte[] bytes = ("Name;Mail\n" + rows(1, 5) + "Müß#;b@gmx.example\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '#' ? (byte) 0xff : bytes[i];
        }
        assertThat(Lists.rows(Lists.write(directory, bytes)).get(5).cells())
                .containsExactly("Müß\ufffd", "b@gmx.example");
    }

    @Test
    void readingGoesOnBehindAnyRow() {
        Path file = Lists.write(
                directory,
                "sep=;\nName;Mail\n" + rows(1, 3) + "\n\"two\nlines\";x@gmx.example\n\"lost;y@gmx.example\n"
                        + rows(6, 9));
        ListFormat format = Lists.detect(file);
        List<ListRow> all = Lists.rows(file, format);
        for (int row = 0; row <= all.size(); row++) {
            assertThat(Lists.rowsAfter(row, file, format)).isEqualTo(all.subList(row, all.size()));
        }
        assertThat(Lists.rowsAfter(all.size() + 100, file, format)).isEmpty();
    }

    @Test
    void aFileThatHasGoneIsAFault() throws IOException {
        Path file = Lists.write(directory, "Name;Mail\n" + rows(1, 3));
        ListFormat format = Lists.detect(file);
        Files.delete(file);
        assertThatThrownBy(() -> ListReader.open(file, format))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("there is no such file");
    }

    /** 40 MB without one line break: what is kept is one line of bounded length. */
    @Test
    void aFileWithoutLineBreaksTakesNoMoreThanTheBound() throws IOException {
        Path file = directory.resolve("long.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("Name;Mail\n" + rows(1, 3));
            for (int i = 0; i < 40; i++) {
                out.write("\"x;".repeat(350_000));
            }
        }
        List<ListRow> rows = Lists.rows(file);
        assertThat(rows).hasSize(4);
        assertThat(rows.get(3).raw()).hasSize(LineSource.MAX_LENGTH);
    }

    private static String rows(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "Name " + i + ";n" + i + "@gmx.example\n")
                .collect(Collectors.joining());
    }
}
