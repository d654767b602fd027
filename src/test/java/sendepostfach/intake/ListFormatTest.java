package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.ListSource;

class ListFormatTest {
    @TempDir
    Path directory;

    @Test
    void aSepLineStatesTheDelimiterAndIsNoRow() {
        Path file = Lists.write(directory, "sep=|\r\nName|E-Mail\r\nBeck; Anna, Dr.|a@gmx.example\r\n");
        ListFormat format = Lists.detect(file);
        assertThat(format.delimiter()).isEqualTo('|');
        assertThat(format.separatorLine()).isTrue();
        assertThat(format.columns().names()).containsExactly("Name", "E-Mail");
        assertThat(Lists.rows(file, format)).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.cells()).containsExactly("Beck; Anna, Dr.", "a@gmx.example");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=^", "SEP=^", "\"sep=^\""})
    void aSepLineMayStateAnyCharacter(String line) {
        ListFormat format = detect(line + "\nName^E-Mail\nBeck^a@gmx.example\n");
        assertThat(format.delimiter()).isEqualTo('^');
        assertThat(format.emailColumnName()).contains("E-Mail");
    }

    @Test
    void aSepLineStandsBehindAByteOrderMark() {
        Path file = Lists.write(
                directory, "\ufeffsep=\t\r\nE-Mail\tName\r\na@gmx.example\tBeck\r\n", StandardCharsets.UTF_16LE);
        ListFormat format = Lists.detect(file);
        assertThat(format.charset()).isEqualTo(StandardCharsets.UTF_16LE);
        assertThat(format.delimiter()).isEqualTo('\t');
        assertThat(Lists.rows(file, format)).hasSize(1);
    }

    @Test
    void aListOfNothingButAddressesHasOneColumn() {
        ListFormat format = detect("a@gmx.example\nb@web.example\nc@gmx.example\n");
        assertThat(format.header()).isFalse();
        assertThat(format.columns().names()).containsExactly("column1");
        assertThat(format.emailColumn()).hasValue(0);
    }

    @Test
    void aListOfOneAddressWithoutLineEndIsAList() {
        Path file = Lists.write(directory, "a@gmx.example");
        assertThat(Lists.detect(file).emailColumn()).hasValue(0);
        assertThat(Lists.rows(file)).hasSize(1);
    }

    @Test
    void oneColumnMayHaveAHeader() {
        ListFormat format = detect("Adressen\na@gmx.example\nb@web.example\n");
        assertThat(format.header()).isTrue();
        assertThat(format.emailColumnName()).contains("Adressen");
    }

    @Test
    void oneColumnOfNamesWithAddressesStaysOneColumn() {
        Path file = Lists.write(
                directory,
                "E-Mail\n\"Beck, Anna\" <a@gmx.example>\nMax Lang <m@gmx.example>\nGroß, Jörg <j@gmx.example>\n");
        ListFormat format = Lists.detect(file);
        assertThat(format.columns().names()).containsExactly("E-Mail");
        assertThat(Lists.rows(file, format).get(0).cells()).containsExactly("\"Beck, Anna\" <a@gmx.example>");
    }

    @Test
    void commasInTextDoNotCutASemicolonList() {
        ListFormat format = detect(
                "Name;Ort;E-Mail;Betrag\nBeck, Anna;Ulm, Mitte;a@gmx.example;1,50\nLang, Jörg;Kiel, Süd;j@gmx.example;2,50\n");
        assertThat(format.delimiter()).isEqualTo(';');
    }

    @Test
    void singleQuotesAroundAFewCellsAreSeen() {
        ListFormat format = detect(
                "a@gmx.example,Beck,'870,67 €',Ulm\nb@gmx.example,Lang,'438,25 €',Kiel\nc@gmx.example,Groß,'7,10',Ulm\n");
        assertThat(format.quote()).isEqualTo('\'');
        assertThat(format.columns().size()).isEqualTo(4);
    }

    @Test
    void theHeaderIsToldWithoutAnyAddresses() {
        ListFormat format = detect("Vorname;Nachname;Ort\nAnna;Beck;Ulm\nJörg;Lang;Kiel\n");
        assertThat(format.header()).isTrue();
        assertThat(format.emailColumn()).isEmpty();
        assertThat(format.columns().names()).containsExactly("Vorname", "Nachname", "Ort");
    }

    @Test
    void aFirstRowWithoutAddressIsDataWhereItLooksLikeData() {
        assertThat(detect("1;Beck;;Ulm\n2;Lang;j@gmx.example;Kiel\n3;Groß;g@gmx.example;Köln\n")
                        .header())
                .isFalse();
        assertThat(detect("Beck;a@gmx\nLang;j@gmx.example\n").header()).isFalse();
        assertThat(detect("Beck;Ulm\nLang;Ulm\n").header()).isFalse();
    }

    @Test
    void aHeaderAloneIsAnEmptyList() {
        Path file = Lists.write(directory, "Name;E-Mail;Ort\n");
        assertThat(Lists.detect(file).emailColumnName()).contains("E-Mail");
        assertThat(Lists.rows(file)).isEmpty();
    }

    @Test
    void rowsWiderThanTheHeaderGetNumberedColumns() {
        ListFormat format = detect("Name;Ort\nBeck;Ulm;a@gmx.example\nLang;Kiel;j@gmx.example\n");
        assertThat(format.columns().names()).containsExactly("Name", "Ort", "column3");
        assertThat(format.emailColumnName()).contains("column3");
    }

    @Test
    void whatTheSourceStatesIsNotQuestioned() {
        Path file = Lists.write(directory, "Name,Ort;Mail,Kontakt\nBeck,Ulm;x,a@gmx.example\n");
        ListFormat format = ListFormat.detect(
                new ListSource(file.toString(), Optional.of("ort;mail"), Optional.of(','), Optional.of("iso-8859-15")));
        assertThat(format.delimiter()).isEqualTo(',');
        assertThat(format.charset()).isEqualTo(Charset.forName("ISO-8859-15"));
        assertThat(format.emailColumnName()).contains("Ort;Mail");
    }

    @Test
    void aNamedColumnThatDoesNotExistIsAFault() {
        Path file = Lists.write(directory, "Name;Mail\nBeck;a@gmx.example\n");
        var source = new ListSource(file.toString(), Optional.of("Adresse"), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> ListFormat.detect(source))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no column \"Adresse\"")
                .hasMessageContaining("Name, Mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-99", "no charset", ""})
    void anUnknownCharsetIsAFault(String name) {
        Path file = Lists.write(directory, "Name;Mail\nBeck;a@gmx.example\n");
        var source = new ListSource(file.toString(), Optional.empty(), Optional.empty(), Optional.of(name));
        assertThatThrownBy(() -> ListFormat.detect(source))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("unknown charset \"" + name + "\"");
    }

    @Test
    void statedUtf16FindsItsByteOrder() {
        for (var charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            for (String mark : new String[] {"", "\ufeff"}) {
                Path file = Lists.write(directory, mark + "Name;Mail\nBöck;a@gmx.example\n", charset);
                ListFormat format = ListFormat.detect(
                        new ListSource(file.toString(), Optional.empty(), Optional.empty(), Optional.of("UTF-16")));
                assertThat(format.charset()).isEqualTo(charset);
                assertThat(format.columns().names()).containsExactly("Name", "Mail");
            }
        }
    }

    private ListFormat detect(String text) {
        return Lists.detect(Lists.write(directory, text));
    }
}
