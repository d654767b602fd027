package sendepostfach.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Mailbox.Unsubscribe;

class UnsubscribeLinksTest {
    private static final Optional<String> PAGE = Optional.of("https://versand.example.de/unsubscribe");

    @Test
    void aPageMakesOneClickEnough() {
        var links = UnsubscribeLinks.of(new Unsubscribe(PAGE, Optional.empty()), "abc.7.sig");

        assertThat(links.url()).contains("https://versand.example.de/unsubscribe/abc.7.sig");
        assertThat(links.headers())
                .containsExactly(
                        Map.entry("List-Unsubscribe", "<https://versand.example.de/unsubscribe/abc.7.sig>"),
                        Map.entry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }

    @Test
    void theTokenIsInTheMailsAddressOrElseInItsSubject() {
        assertThat(UnsubscribeLinks.of(new Unsubscribe(PAGE, Optional.of("abmelden+{token}@example.de")), "abc.7.sig")
                        .headers()
                        .get("List-Unsubscribe"))
                .isEqualTo("<https://versand.example.de/unsubscribe/abc.7.sig>,"
                        + " <mailto:abmelden+abc.7.sig@example.de?subject=unsubscribe>");
        var byMail =
                UnsubscribeLinks.of(new Unsubscribe(Optional.empty(), Optional.of("ab&zu@example.de")), "abc.7.sig");
        assertThat(byMail.url()).isEmpty();
        assertThat(byMail.headers())
                .isEqualTo(Map.of("List-Unsubscribe", "<mailto:ab%26zu@example.de?subject=unsubscribe%20abc.7.sig>"));
    }
}
