package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.RejectReason;

/** The lists in {@code sample-data} are what its README says. */
class SampleDataTest {
    private static final Path SAMPLES = Path.of("sample-data");

    @Test
    void excelWritesWindows1252AndSemicolons() {
        ListFormat format = Lists.detect(SAMPLES.resolve("kunden-excel.csv"));
        assertThat(format.charset()).isEqualTo(Charset.forName("windows-1252"));
        assertThat(format.delimiter()).isEqualTo(';');
        assertThat(format.columns().names()).contains("Straße", "E-Mail erlaubt");
        assertThat(format.emailColumnName()).contains("E-Mail-Adresse");
    }

    @Test
    void aWebShopWritesUtf8WithByteOrderMark() {
        ListFormat format = Lists.detect(SAMPLES.resolve("kunden-utf8-bom.csv"));
        assertThat(format.charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(format.byteOrderMark()).isTrue();
        assertThat(format.delimiter()).isEqualTo(',');
        assertThat(format.columns().names().get(0)).isEqualTo("vorname");
    }

    @Test
    void excelsUnicodeTextIsUtf16AndTabs() {
        ListFormat format = Lists.detect(SAMPLES.resolve("kunden-tab.txt"));
        assertThat(format.charset()).isEqualTo(StandardCharsets.UTF_16LE);
        assertThat(format.delimiter()).isEqualTo('\t');
        assertThat(format.emailColumnName()).contains("Mailadresse");
    }

    @Test
    void anOldMacWritesMacRomanAndCarriageReturns() {
        Path file = SAMPLES.resolve("kunden-mac.csv");
        ListFormat format = Lists.detect(file);
        assertThat(format.charset()).isEqualTo(Charset.forName("x-MacRoman"));
        assertThat(Lists.rows(file, format)).hasSize(40);
        assertThat(format.emailColumnName()).contains("eMail");
    }

    @Test
    void everyBadRowIsKeptWithItsReasonAndEveryGoodOneIsTaken() {
        Path file = SAMPLES.resolve("schlimm.csv");
        ListFormat format = Lists.detect(file);
        List<Rejection> rejected = new ArrayList<>();
        ListSummary summary = ListSummary.of(file, format, UnaryOperator.identity(), rejected::add);
        assertThat(summary.rows()).isEqualTo(37);
        assertThat(summary.duplicates()).isEqualTo(1);
        assertThat(summary.accepted())
                .isEqualTo(Lists.rows(file, format).stream()
                        .filter(row -> row.cells().stream().anyMatch(cell -> cell.startsWith("good")))
                        .count());
        assertThat(rejected.stream().map(Rejection::reason))
                .containsOnlyOnce(RejectReason.UNREADABLE)
                .contains(RejectReason.NO_ADDRESS, RejectReason.MALFORMED_ADDRESS);
        assertThat(rejected.get(rejected.size() - 1).line()).isEqualTo(42);
    }

    @Test
    void theGeneratedListAddsUp() {
        Path file = SAMPLES.resolve("kunden.csv");
        List<Rejection> rejected = new ArrayList<>();
        ListSummary summary = ListSummary.of(file, Lists.detect(file), UnaryOperator.identity(), rejected::add);
        assertThat(summary.rows()).isEqualTo(10_000);
        assertThat(summary.rejected()).isEqualTo(rejected.size()).isBetween(100L, 400L);
        assertThat(summary.duplicates()).isBetween(100L, 400L);
        assertThat(summary.sites().keySet()).allMatch(domain -> domain.endsWith(".example"));
        assertThat(summary.sites().keySet().iterator().next()).isEqualTo("gmail.example");
    }
}
