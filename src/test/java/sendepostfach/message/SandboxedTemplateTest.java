package sendepostfach.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.campaign.InputFault;

/** What somebody tries who wants more of a mail template than a mail. */
class SandboxedTemplateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ \"\".getClass() }}",
                "{{ ''.class }}",
                "{{ \"\".getClass().forName('java.lang.Runtime').getRuntime().exec('id') }}",
                "{{ vorname.getBytes() }}",
                "{{ vorname.bytes }}",
                "{{ vorname.class.protectionDomain }}",
                "{{ (1).TYPE.forName('java.lang.Runtime') }}",
                "{{ row.getClass() }}",
                "{{ row.class }}",
                "{{ row['class'] }}",
                "{{ row }}",
                "{{ row[vorname] }}",
                "{% set s = vorname %}{{ s.getClass() }}",
                "{% for c in row %}{{ c.getClass() }}{% endfor %}",
                "{% for c in row %}{{ loop.getClass() }}{% endfor %}",
                "{% include '/etc/passwd' %}",
                "{% include vorname %}",
                "{% import '/etc/passwd' %}",
                "{% from '/etc/passwd' import x %}",
                "{% extends '/etc/passwd' %}",
                "{% embed '/etc/passwd' %}{% endembed %}",
                "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}",
                "{% block a %}{{ block('a') }}{% endblock %}",
                "{{ block('a') }}",
                "{{ parent() }}",
                "{% cache 'a' %}x{% endcache %}",
                "{% parallel %}x{% endparallel %}",
                "{% flush %}",
                "{% autoescape false %}{{ vorname }}{% endautoescape %}",
                "{% filter upper %}x{% endfilter %}",
                "{{ vorname | raw }}",
                "{{ vorname | escape('js') }}",
                "{{ vorname | base64decode }}",
                "{{ i18n('x', 'y') }}",
                "{{ message('x') }}",
                "{{ range(1, 1000000000) }}",
                "{% for i in 1..1000000000 %}{% endfor %}",
                "{% for i in range(1, 1000000000) %}{% endfor %}",
                "{% for a in [1,2] %}{% for b in [1,2] %}{% endfor %}{% endfor %}",
                "{{ _context }}",
                "{{ template }}",
            })
    void isRefusedBeforeAnythingIsSent(String template) {
        assertThatThrownBy(() -> MailTemplates.compile(Mails.text(template), Mails.COLUMNS))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("mail.txt:1: ");
        assertThatThrownBy(() -> MailTemplates.compile(Mails.html(template), Mails.COLUMNS))
                .isInstanceOf(InputFault.class);
    }

    @Test
    void aLoopVariableShowsNoMembersOfItsClass() {
        assertThat(Mails.filled(
                        "{% for c in ['a'] %}<{{ c.class }}{{ c.bytes }}{{ loop.class }}>{% endfor %}", Map.of()))
                .isEqualTo("<>");
    }

    @Test
    void whatACellHoldsIsNeverATemplate() {
        Map<String, String> row = Map.of("Vorname", "{{ ''.getClass() }}{% include 'x' %}");
        assertThat(Mails.filled("{{ vorname }}", row)).isEqualTo("{{ ''.getClass() }}{% include 'x' %}");
    }

    @Test
    void doublingATextAgainAndAgainEnds() {
        String bomb = "{% set s = 'xxxxxxxxxx' %}" + "{% set s = s ~ s %}".repeat(60) + "{{ s }}";
        assertThatThrownBy(() -> Mails.filled(bomb, Map.of()))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("too big");
    }

    @Test
    void doublingAListAgainAndAgainEnds() {
        String bomb = "{% set s = [1] %}" + "{% set s = [s, s] %}".repeat(60) + "{{ s }}";
        assertThatThrownBy(() -> Mails.filled(bomb, Map.of())).isInstanceOf(InputFault.class);
    }

    @Test
    void replacingALetterByAManifoldEnds() {
        String bomb = "{{ vorname" + " | replace({'x': 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'})".repeat(12) + " }}";
        assertThatThrownBy(() -> Mails.filled(bomb, Map.of("Vorname", "xxxxx"))).isInstanceOf(InputFault.class);
    }

    @Test
    void aMailThatGrowsBeyondEveryMeasureEnds() {
        String big = "{{ vorname }}".repeat(50);
        assertThatThrownBy(() -> Mails.filled(big, Map.of("Vorname", "x".repeat(60_000))))
                .isInstanceOf(InputFault.class);
    }

    @Test
    void bracketsWithoutEndAreAFaultAndNoCrash() {
        assertThatThrownBy(() -> Mails.filled("{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}", Map.of()))
                .isInstanceOf(InputFault.class);
    }

    @Test
    void aTextBeyondEveryMeasureIsRefusedBeforeAnythingIsSent() {
        String fits = "x".repeat(2_000_000);
        assertThat(Mails.filled(fits, Map.of())).hasSize(2_000_000);

        assertThatThrownBy(() -> MailTemplates.compile(Mails.text(fits + "x"), Mails.COLUMNS))
                .isInstanceOf(InputFault.class)
                .hasMessage("mail.txt: has 2,000,001 characters, and a text may have 2,000,000 at most;"
                        + " shorten it, and link to what is long");
        assertThatThrownBy(() -> MailTemplates.compile(Mails.html(fits + "x"), Mails.COLUMNS))
                .hasMessageStartingWith("mail.html: has 2,000,001 characters");
    }

    @Test
    void aRowThatMakesATextGrowBeyondEveryMeasureIsNamed() {
        Map<String, String> row = Map.of("Vorname", "x".repeat(2_000_001));

        assertThatThrownBy(() -> Mails.filled("{{ vorname }}", row))
                .isInstanceOf(InputFault.class)
                .hasMessage("mail.txt: filled with this row the text grows beyond 2,000,000 characters;"
                        + " shorten it, or what the row's fields hold");
    }
}
