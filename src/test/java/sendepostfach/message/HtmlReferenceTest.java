package sendepostfach.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;

class HtmlReferenceTest {
    private static Iterable<String> names(String html) {
        return HtmlReference.in(new Mail.Part("mail.html", html)).stream()
                .map(HtmlReference::name)
                .toList();
    }

    @Test
    void imagesAndBackgroundsBesideTheHtmlAreFound() {
        assertThat(names("<body background=\"hg.png\"><img src='bilder/kopf.png'><table><tr><td background=b.gif>"
                        + "<p style=\"color:red;background:url(&quot;c.jpg&quot;)\">"))
                .containsExactly("hg.png", "bilder/kopf.png", "b.gif", "c.jpg");
    }

    @Test
    void picturesInStylesAndInOutlooksCommentsAreFound() {
        assertThat(names("<style>p { background: url( 'a.png' ) } q { background: url(b.png) }</style>"
                        + "<!--[if gte mso 9]><v:fill type=\"tile\" src=\"c.png\" /><![endif]-->"))
                .containsExactly("a.png", "b.png", "c.png");
    }

    @Test
    void fullAddressesAreNone() {
        assertThat(names("<img src=\"https://x.example/a.png\"><img src=\"//x.example/a.png\"><img src=\"cid:a\">"
                        + "<img src=\"data:image/png;base64,AAAA\"><img src=\"\"><a href=\"a.html\">x</a>"
                        + "<img src=\"{{ bild }}\">"))
                .isEmpty();
    }

    @Test
    void encodedNamesAreRead() {
        assertThat(names("<img src=\"sch%C3%B6n%20gr%C3%BCn.png\"><img src=\"a&amp;b+c.png\"><img src=\"100%.png\">"))
                .containsExactly("schön grün.png", "a&b+c.png", "100%.png");
    }

    @Test
    void linesAreCountedFromOne() {
        assertThat(HtmlReference.in(new Mail.Part("mail.html", "<p>\r\n\r\n<img src=a.png>")))
                .singleElement()
                .extracting(HtmlReference::line)
                .isEqualTo(3);
    }

    @Test
    void aNameThatDependsOnAFieldIsRefused() {
        assertThatThrownBy(() -> names("\n<img src=\"bilder/{{ sparte }}.png\">"))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("mail.html:2: the file \"bilder/{{ sparte }}.png\" depends on a merge field");
    }

    @Test
    void anAbsoluteNameIsRefused() {
        assertThatThrownBy(() -> names("<img src=\"/etc/passwd\">"))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("must be named relative to mail.html");
    }
}
