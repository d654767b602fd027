package sendepostfach.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class TextMouldTest {
    private static final String TEMPLATE = "Guten Tag {{ vorname }},\n\nschöne Grüße\naus {{ ort }}.\n.\nEnde\n";

    @Test
    void linesWithoutFieldsAreEncodedOnceForAllRecipients() {
        TextMould mould = mould(TEMPLATE);
        List<TextLines> erika =
                mould.fill(Map.of("Vorname", "Erika", "Ort", "Köln")).lines();
        List<TextLines> joerg =
                mould.fill(Map.of("Vorname", "Jörg", "Ort", "Ulm")).lines();
        assertThat(erika).hasSize(4);
        assertThat(erika.get(1)).isInstanceOf(TextLines.Fixed.class).isSameAs(joerg.get(1));
        assertThat(erika.get(3)).isInstanceOf(TextLines.Fixed.class).isSameAs(joerg.get(3));
        assertThat(erika.get(0)).isInstanceOf(TextLines.Personal.class).isNotEqualTo(joerg.get(0));
    }

    @Test
    void oneLineThatNeedsItMakesTheWholePartQuotedPrintable() {
        TextMould mould = mould("a = b\n{{ vorname }}\n");
        assertThat(content(mould, "Erika")).isEqualTo("a = b\r\nErika\r\n");
        assertThat(content(mould, "Jörg")).isEqualTo("a =3D b\r\nJ=C3=B6rg\r\n");
    }

    @Test
    void aLineEndMayBeginInAFieldAndEndBehindIt() {
        TextMould mould = mould("{{ vorname }}\nEnde\n");
        assertThat(content(mould, "Erika\r")).isEqualTo("Erika\r\nEnde\r\n");
        assertThat(content(mould, "Erika\n")).isEqualTo("Erika\r\n\r\nEnde\r\n");
        assertThat(content(mould, "\ud83c")).isEqualTo("?\r\nEnde\r\n");
    }

    @Test
    void theLastLineIsEnded() {
        assertThat(content(mould("{{ vorname }}"), "")).isEqualTo("\r\n");
        assertThat(content(mould("\n{{ vorname }}"), "")).isEqualTo("\r\n");
        assertThat(content(mould("\n{{ vorname }}"), "x")).isEqualTo("\r\nx\r\n");
    }

    @Test
    void quotedPrintableKeepsItsLinesShort() {
        String encoded = content(mould("{{ vorname }}"), "ü".repeat(40) + " ");
        assertThat(encoded.lines()).hasSize(4).allMatch(line -> line.length() <= 76);
        assertThat(encoded).startsWith("=C3=BC").endsWith("=20\r\n");
    }

    private static TextMould mould(String template) {
        return new TextMould(
                MailTemplates.compile(Mails.text(template), List.of("Vorname", "Ort"))
                        .text()
                        .orElseThrow(),
                "plain");
    }

    private static String content(TextMould mould, String vorname) {
        var out = new ByteArrayOutputStream();
        mould.fill(Map.of("Vorname", vorname)).writeContent(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
