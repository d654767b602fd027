package sendepostfach.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextFromHtmlTest {
    private static void becomes(String html, String text) {
        assertThat(TextFromHtml.of(html)).isEqualTo(text);
    }

    @Test
    void paragraphsArePartedByABlankLine() {
        becomes("<p>Guten  Tag,</p>\n<p>der\n Frühling<br>ist da.</p>", "Guten Tag,\n\nder Frühling\nist da.\n");
    }

    @Test
    void headingsAreUnderlined() {
        becomes(
                "<h1>Frühling</h1><p>Ja.</p><h2>Rosen</h2>Rot.<h3>Mehr</h3>x",
                "Frühling\n========\n\nJa.\n\nRosen\n-----\n\nRot.\n\nMehr\n\nx\n");
    }

    @Test
    void aLinkShowsItsAddress() {
        becomes(
                "<p>Zum <a href=\"https://x.example/a?b=1&amp;c=2\">Katalog</a>.</p>",
                "Zum Katalog <https://x.example/a?b=1&c=2>.\n");
    }

    @Test
    void anAddressThatIsItsOwnTextStandsOnce() {
        becomes("<a href=\"https://x.example/\">x.example</a>", "x.example\n");
        becomes("<a href=\"mailto:a@x.example?subject=x\">a@x.example</a>", "a@x.example\n");
        becomes("<a href=\"mailto:a@x.example\">Schreiben Sie uns</a>", "Schreiben Sie uns <a@x.example>\n");
    }

    @Test
    void aLinkToNowhereIsText() {
        becomes("<a href=\"#unten\">unten</a> <a name=\"x\">hier</a>", "unten hier\n");
    }

    @Test
    void anImageIsItsAlternativeText() {
        becomes("<p><img src=\"x.png\" alt=\"Ein Garten\"><img src=\"y.gif\" alt=\"\"> da</p>", "[Ein Garten] da\n");
        becomes("<a href=\"https://x.example\"><img src=\"x.png\" alt=\"Shop\"></a>", "[Shop] <https://x.example>\n");
        becomes("<a href=\"https://x.example\"><img src=\"x.png\"></a>", "<https://x.example>\n");
    }

    @Test
    void listsHaveMarkersAndNest() {
        becomes(
                "<p>Neu:</p><ul><li>Rosen<ul><li>rot</li><li>weiß</li></ul></li><li>Tulpen</li></ul><p>Ende</p>",
                "Neu:\n\n- Rosen\n  - rot\n  - weiß\n- Tulpen\n\nEnde\n");
        becomes("<ol><li>eins</li><li>zwei</li></ol>", "1. eins\n2. zwei\n");
    }

    @Test
    void longParagraphsAndItemsAreWrappedAtWords() {
        String words = "wort ".repeat(20).strip();
        assertThat(TextFromHtml.of("<p>" + words + "</p>").lines()).allMatch(line -> line.length() <= 72);
        assertThat(TextFromHtml.of("<ul><li>" + words + "</li></ul>").lines())
                .hasSize(2)
                .allMatch(line -> line.length() <= 72)
                .last()
                .asString()
                .startsWith("  wort");
    }

    @Test
    void anAddressIsNeverBroken() {
        String address = "https://x.example/" + "a".repeat(100);
        assertThat(TextFromHtml.of("<p>Bitte hier: <a href=\"" + address + "\">klicken</a> danke</p>"))
                .isEqualTo("Bitte hier: klicken\n<" + address + ">\ndanke\n");
    }

    @Test
    void tablesStandRowByRow() {
        becomes(
                "<table><tr><th>Ware</th><th>Preis</th></tr><tr><td>Rose</td><td>3&nbsp;€</td></tr></table>",
                "Ware | Preis\nRose | 3 €\n");
        becomes("<table><tr><td><h1>A</h1></td></tr><tr><td><p>B</p></td></tr></table>", "A\n=\n\nB\n");
    }

    @Test
    void whatIsNotSeenIsNotRead() {
        becomes(
                "<html><head><title>T</title><style>p{}</style></head><body><script>x()</script>"
                        + "<div style=\"display: none\">Vorschau</div><!-- c --><p>Text&zwnj;&shy;</p></body></html>",
                "Text\n");
    }

    @Test
    void quotesRulesAndPreformattedTextKeepTheirShape() {
        becomes("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n");
        becomes("a<hr>b", "a\n\n------------------------\n\nb\n");
        becomes("<pre>x  y\n z</pre>", "x  y\n z\n");
    }

    @Test
    void emojiStayWhole() {
        becomes("<p>Hallo 👩\u200d🌾!</p>", "Hallo 👩\u200d🌾!\n");
    }

    @Test
    void nothingBecomesNothing() {
        becomes("", "");
    }
}
