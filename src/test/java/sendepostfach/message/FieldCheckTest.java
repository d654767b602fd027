package sendepostfach.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;

class FieldCheckTest {
    private static void compile(String template) {
        MailTemplates.compile(Mails.text(template), Mails.COLUMNS);
    }

    private static void refused(String template, String message) {
        assertThatThrownBy(() -> compile(template))
                .isInstanceOf(InputFault.class)
                .hasMessage(message);
    }

    @Test
    void aFieldThatDoesNotExistIsNamedWithItsPlaceAndTheNearestColumn() {
        refused("Hallo\n\n{{ vornam }}", "mail.txt:3: there is no merge field \"vornam\", did you mean \"Vorname\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{{ vornam }} § das Feld \"vornam\" gibt es nicht, ist \"Vorname\" gemeint?",
                "{{ Email }} § das Feld \"Email\" gibt es nicht, ist row[\"E-Mail\"] gemeint?",
                "{{ row['E_Mail'] }} § die Liste hat keine Spalte \"E_Mail\", ist \"E-Mail\" gemeint?",
                "{{ Vorname.length() }} § eine Vorlage kann keine Methoden aufrufen; Filter wie | upper tun die Arbeit",
                "{{ Vorname | uper }} § den Filter \"uper\" gibt es nicht, ist \"upper\" gemeint?",
                "{% foo %} § nicht zu lesen (Unexpected tag name \"foo\"); die Anweisungen heißen if, for und set"
            })
    void whatIsWrongIsAlsoSaidInGerman(String template, String german) {
        assertThatThrownBy(() -> compile(template)).isInstanceOfSatisfying(InputFault.class, fault -> assertThat(
                        fault.text().german())
                .isEqualTo("mail.txt:1: " + german));
    }

    @Test
    void theNearestColumnIsWrittenAsItMustBeWritten() {
        refused("{{ Email }}", "mail.txt:1: there is no merge field \"Email\", did you mean row[\"E-Mail\"]?");
    }

    @Test
    void whereNothingIsNearTheColumnsAreListed() {
        refused(
                "{{ rabatt }}",
                "mail.txt:1: there is no merge field \"rabatt\","
                        + " known: Kundennummer, Vorname, E-Mail, Straße, PLZ, Geburtstag");
    }

    @Test
    void theLineIsRightBehindTagsThatLeaveNoLine() {
        refused(
                "{% if plz %}\n{# c #}\n{% endif %}\n{{ x1 }}",
                "mail.txt:4: there is no merge field \"x1\","
                        + " known: Kundennummer, Vorname, E-Mail, Straße, PLZ, Geburtstag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% if false %}{{ fehlt }}{% endif %}",
                "{% if fehlt %}x{% endif %}",
                "{% if plz %}x{% elseif fehlt == 1 %}y{% else %}z{% endif %}",
                "{% if plz %}x{% else %}{{ fehlt }}{% endif %}",
                "{% for x in fehlt %}x{% endfor %}",
                "{% for x in [1] %}{{ fehlt }}{% endfor %}",
                "{% for x in [] %}x{% else %}{{ fehlt }}{% endfor %}",
                "{{ vorname | default(fehlt) }}",
                "{{ fehlt | default('x') }}",
                "{{ geburtstag | date('d', existingFormat=fehlt) }}",
                "{{ vorname ~ fehlt }}",
                "{{ \"#{fehlt}\" }}",
                "{{ plz ? fehlt : 'x' }}",
                "{{ -fehlt }}",
                "{{ not fehlt }}",
                "{{ [fehlt] }}",
                "{{ {'a': fehlt} }}",
                "{{ max(1, fehlt) }}",
                "{% set x = fehlt %}",
                "{{ fehlt is empty }}",
                "{{ fehlt.teil }}",
                "{{ row['fehlt'] }}",
                "{{ row.fehlt }}",
                "{% for x in [1] %}{% endfor %}{{ x }}",
            })
    void aMissingFieldIsFoundWhereverItStands(String template) {
        assertThatThrownBy(() -> compile(template))
                .isInstanceOf(InputFault.class)
                .hasMessageMatching("mail.txt:1: (there is no merge field|the list has no column) \"(fehlt|x)\".*");
    }

    @Test
    void whatTheTemplateSetsItselfIsNoMissingField() {
        assertThatCode(() -> compile("{% set x = 1 %}{{ x }}{% for y in ['a'] %}{{ y }}{{ loop.last }}{% endfor %}"))
                .doesNotThrowAnyException();
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        assertThatThrownBy(() -> compile("{{ vornam }}\n{{ vorname | uper }}"))
                .hasMessageContaining("mail.txt:1: ")
                .hasMessageContaining("mail.txt:2: there is no filter \"uper\", did you mean \"upper\"?");
    }

    @Test
    void unknownTestsAndFunctionsAreNamed() {
        refused("{{ plz is emty }}", "mail.txt:1: there is no test \"emty\", did you mean \"empty\"?");
        refused("{{ mox(1, 2) }}", "mail.txt:1: there is no function \"mox\", did you mean \"max\"?");
    }

    @Test
    void everyTemplateOfTheMailIsChecked() {
        Mail mail = new Mail(
                Mails.NURSERY,
                Optional.empty(),
                "{{ plz }}",
                Optional.of(new Mail.Part("a/mail.html", "<p>\n{{ fehlt }}</p>")),
                Optional.empty(),
                List.of(),
                java.util.Map.of(),
                Optional.of("{{ vorname }}"));
        assertThatThrownBy(() -> MailTemplates.compile(mail, Mails.COLUMNS)).hasMessageStartingWith("a/mail.html:2: ");
        assertThatThrownBy(() -> MailTemplates.compile(mail, List.of("Vorname")))
                .hasMessageStartingWith("subject:1: ");
        assertThatThrownBy(() -> MailTemplates.compile(mail, List.of("PLZ"))).hasMessageStartingWith("to-name:1: ");
    }

    @Test
    void aTemplateThatCannotBeReadIsNamedWithItsLine() {
        assertThatThrownBy(() -> compile("\n{{ vorname"))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("mail.txt:2: ");
        assertThatThrownBy(() -> compile("{% if plz %}")).isInstanceOf(InputFault.class);
    }

    @Test
    void whatPebbleItselfFallsOverIsAFaultToo() {
        for (String template : List.of("{{ 'a'('b') }}", "{{ (1)(2) }}", "{{ 99999999999999999999 }}")) {
            assertThatThrownBy(() -> compile(template))
                    .isInstanceOf(InputFault.class)
                    .hasMessageStartingWith("mail.txt");
        }
    }
}
