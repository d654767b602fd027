package sendepostfach.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sendepostfach.message.Mails.filled;
import static sendepostfach.message.Mails.filledHtml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.InputFault;

class MergeFieldsTest {
    private static final Map<String, String> ERIKA = Map.of("Vorname", "Erika", "E-Mail", "erika@gmx.example");

    @Test
    void aFieldIsFoundByItsExactName() {
        assertThat(filled("Hallo {{ Vorname }}!", ERIKA)).isEqualTo("Hallo Erika!");
    }

    @Test
    void aFieldIsFoundWithoutRegardToCaseWhereNothingElseCouldBeMeant() {
        assertThat(filled("{{ vorname }}", ERIKA)).isEqualTo("Erika");
    }

    @Test
    void theExactNameWinsOverOneThatDiffersByCase() {
        var templates = MailTemplates.compile(Mails.text("{{ name }}/{{ Name }}"), List.of("Name", "name"));
        assertThat(templates.render(Map.of("Name", "A", "name", "b")).text()).isEqualTo("b/A");
    }

    @Test
    void aNameThatCouldMeanTwoColumnsIsRefused() {
        assertThatThrownBy(() -> MailTemplates.compile(Mails.text("{{ NAME }}"), List.of("Name", "name")))
                .isInstanceOf(InputFault.class)
                .hasMessage(
                        "mail.txt:1: \"NAME\" could be any of the columns Name, name, write it exactly like one of them");
    }

    @Test
    void umlautsMayStandInAName() {
        assertThat(filled("{{ Straße }} {{ row[\"Straße\"] }} {{ row.Straße }}", Map.of("Straße", "Ölweg 1")))
                .isEqualTo("Ölweg 1 Ölweg 1 Ölweg 1");
    }

    @Test
    void aNameThatIsNoIdentifierIsReachedThroughTheRow() {
        assertThat(filled("{{ row[\"E-Mail\"] }}", ERIKA)).isEqualTo("erika@gmx.example");
    }

    @Test
    void aNameWithAHyphenIsExplained() {
        assertThatThrownBy(() -> filled("{{ e-mail }}", ERIKA))
                .hasMessage("mail.txt:1: for the column \"E-Mail\" write row[\"E-Mail\"], a \"-\" would subtract");
    }

    @Test
    void theRowCanBeListed() {
        assertThat(filled(
                        "{% for cell in row %}{{ loop.index }}{{ cell.key }}={{ cell.value }}{% endfor %}",
                        Map.of("PLZ", "1")))
                .isEqualTo("0PLZ=1");
    }

    @Test
    void aDefaultStandsForWhatIsEmptyBlankOrNotThere() {
        String template = "{{ vorname | default('Hallo') }}";
        assertThat(filled(template, Map.of("Vorname", ""))).isEqualTo("Hallo");
        assertThat(filled(template, Map.of("Vorname", " \u00a0 "))).isEqualTo("Hallo");
        assertThat(filled(template, Map.of())).isEqualTo("Hallo");
        assertThat(filled(template, ERIKA)).isEqualTo("Erika");
    }

    @Test
    void aCellThatARaggedRowDoesNotHaveIsEmpty() {
        assertThat(filled("<{{ vorname }}{{ row['PLZ'] }}>", Map.of())).isEqualTo("<>");
    }

    @Test
    void anEmptyCellCountsAsNoInAnIf() {
        String template = "{% if vorname is empty %}leer{% else %}voll{% endif %}{% if vorname == '' %}!{% endif %}";
        assertThat(filled(template, Map.of("Vorname", ""))).isEqualTo("leer!");
        assertThat(filled(template, ERIKA)).isEqualTo("voll");
    }

    @Test
    void filtersChangeACell() {
        Map<String, String> row = Map.of("Vorname", " érika ", "Geburtstag", "1980-12-24", "PLZ", "1.234,5");
        assertThat(filled("{{ vorname | trim | upper }}", row)).isEqualTo("ÉRIKA");
        assertThat(filled("{{ vorname | trim | capitalize }}", row)).isEqualTo("Érika");
        assertThat(filled("{{ geburtstag | date('d. MMMM', existingFormat='yyyy-MM-dd') }}", row))
                .isEqualTo("24. Dezember");
        assertThat(filled("{{ plz | numberformat('#,##0.00') }}", row)).isEqualTo("1.234,50");
        assertThat(filled("{{ vorname | trim | replace({'é': 'E'}) }}", row)).isEqualTo("Erika");
        assertThat(filled("{{ 'a,b' | split(',') | join('+') }}", row)).isEqualTo("a+b");
    }

    @Test
    void anEmptyCellHasNoDateAndNoNumber() {
        assertThat(filled("<{{ geburtstag | date('d.M.', existingFormat='yyyy-MM-dd') }}>", Map.of()))
                .isEqualTo("<>");
        assertThat(filled("<{{ plz | numberformat }}>", Map.of())).isEqualTo("<>");
    }

    @Test
    void aCellThatAFilterCannotReadIsAFaultWithItsPlace() {
        assertThatThrownBy(() -> filled(
                        "\n{{ geburtstag | date('d.M.', existingFormat='yyyy-MM-dd') }}",
                        Map.of("Geburtstag", "gestern")))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("mail.txt:2: ")
                .hasMessageContaining("gestern");
        assertThatThrownBy(() -> filled("{{ plz | numberformat }}", Map.of("PLZ", "viele")))
                .isInstanceOf(InputFault.class)
                .hasMessage("mail.txt:1: \"viele\" is not a number");
    }

    @Test
    void comparingTextWithANumberIsAFaultAndNoCrash() {
        assertThatThrownBy(() -> filled("{% if plz > 3 %}x{% endif %}", Map.of("PLZ", "x")))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("mail.txt");
    }

    @Test
    void aLineWithNothingButATagLeavesNoEmptyLine() {
        assertThat(filled("a\n{# Kommentar #}\n{% if vorname == 'Erika' %}\r\n  b\n{% endif %}\nc\n", ERIKA))
                .isEqualTo("a\n  b\nc\n");
    }

    @Test
    void theLineBreakAfterAFieldStays() {
        assertThat(filled("{{ vorname }}\n{{ vorname }}\n", ERIKA)).isEqualTo("Erika\nErika\n");
    }

    @Test
    void aCellsMarkupIsEscapedInHtmlOnly() {
        Map<String, String> row = Map.of("Vorname", "<b>\"M&M's\"</b>");
        assertThat(filledHtml("<p title=\"{{ vorname }}\">{{ vorname }}</p>", row))
                .isEqualTo("<p title=\"&lt;b&gt;&quot;M&amp;M&#39;s&quot;&lt;/b&gt;\">"
                        + "&lt;b&gt;&quot;M&amp;M&#39;s&quot;&lt;/b&gt;</p>");
        assertThat(filled("{{ vorname }}", row)).isEqualTo("<b>\"M&M's\"</b>");
        assertThat(MailTemplates.compile(Mails.subject("{{ vorname }}"), Mails.COLUMNS)
                        .render(row)
                        .subject())
                .isEqualTo("<b>\"M&M's\"</b>");
    }

    @Test
    void aCellIsEscapedWhateverFiltersItPasses() {
        Map<String, String> row = Map.of("Vorname", "'<i>'", "Geburtstag", "2000-01-01");
        assertThat(filledHtml("{{ vorname | lower | default('x') }}", row)).isEqualTo("&#39;&lt;i&gt;&#39;");
        assertThat(filledHtml("{{ '2000-01-01' | date(vorname, existingFormat='yyyy-MM-dd') }}", row))
                .doesNotContain("<");
        assertThat(filledHtml("{{ true ? vorname : '' }}{{ \"#{vorname}\" }}", row))
                .doesNotContain("<");
        assertThat(filledHtml("{% set v = vorname %}{{ v }}", row)).doesNotContain("<");
    }

    @Test
    void theLinesOfACellMayStayLines() {
        assertThat(filledHtml("{{ vorname | nl2br }}", Map.of("Vorname", "a <b\r\nc")))
                .isEqualTo("a &lt;b<br>\nc");
        assertThat(filled("{{ vorname | nl2br }}", Map.of("Vorname", "a\nb"))).isEqualTo("a\nb");
    }

    @Test
    void aFieldInATagOutsideOfQuotesIsRefused() {
        for (String tag : List.of("<a href={{ vorname }}>", "<a {{ vorname }}>", "<a class=x{{vorname}}>")) {
            assertThatThrownBy(() -> filledHtml("<p>\n" + tag + "x</a>", ERIKA))
                    .isInstanceOf(InputFault.class)
                    .hasMessageStartingWith("mail.html:2: a merge field in the tag <a> stands outside of quotes");
        }
        assertThat(filledHtml("<a class='{{ vorname }}' href=\"{{ row['PLZ'] }}\">x</a>", ERIKA))
                .contains("Erika");
    }

    @Test
    void controlCharactersOfACellAreBlanks() {
        assertThat(filled("{{ vorname }}", Map.of("Vorname", "a\u0000b\u001bc\nd")))
                .isEqualTo("a b c\nd");
    }

    @Test
    void theProgramsOwnNamesAreKnownWhereTheyAreGiven() {
        var mail = Mails.text("{{ unsubscribe_url }}");
        assertThatThrownBy(() -> MailTemplates.compile(mail, Mails.COLUMNS)).isInstanceOf(InputFault.class);
        var templates = MailTemplates.compile(mail, Mails.COLUMNS, Set.of("unsubscribe_url"));
        assertThat(templates
                        .render(Map.of("unsubscribe_url", "https://x.example/1"))
                        .text())
                .isEqualTo("https://x.example/1");
    }

    @Test
    void theSubjectIsOneLine() {
        var rendered = MailTemplates.compile(Mails.subject("{{ vorname }},\n hallo"), Mails.COLUMNS)
                .render(Map.of("Vorname", "Erika\r\nBcc: x@y.example"));
        assertThat(rendered.subject()).isEqualTo("Erika Bcc: x@y.example, hallo");
    }

    @Test
    void theTextIsMadeFromTheFilledHtmlWhereThereIsNone() {
        var templates = MailTemplates.compile(
                Mails.of(
                        "s",
                        Optional.of("<p>Hallo {{ vorname }}</p>{% if plz %}<p>PLZ</p>{% endif %}"),
                        Optional.empty()),
                Mails.COLUMNS);
        assertThat(templates.render(Map.of("Vorname", "<Erika>")).text()).isEqualTo("Hallo <Erika>\n");
    }

    @Test
    void aCellWithSomethingInItCountsAsYesInAnIf() {
        String template = "{% if vorname %}ja{% else %}nein{% endif %}";
        assertThat(filled(template, ERIKA)).isEqualTo("ja");
        assertThat(filled(template, Map.of("Vorname", "false"))).isEqualTo("ja");
        assertThat(filled(template, Map.of("Vorname", "0"))).isEqualTo("ja");
        assertThat(filled(template, Map.of("Vorname", ""))).isEqualTo("nein");
        assertThat(filled("{{ vorname and plz ? 'ja' : 'nein' }}", ERIKA)).isEqualTo("nein");
    }
}
