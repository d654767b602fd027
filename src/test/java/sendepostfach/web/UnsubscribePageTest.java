package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Secret;
import sendepostfach.suppression.Unsubscriptions;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;
import sendepostfach.token.Tokens;

class UnsubscribePageTest {
    private static final Tokens TOKENS = new Tokens(new Secret("a key of many characters"));
    private static final MailId MAIL = new MailId("abc", 7);
    private static final String LINK = "/unsubscribe/" + TOKENS.sign(MAIL, Purpose.UNSUBSCRIBE);

    private final List<String> ended = new ArrayList<>();
    private final MockMvc web = MockMvcBuilders.standaloneSetup(new UnsubscribePage(
                    TOKENS,
                    new Unsubscriptions() {
                        @Override
                        public Optional<Subscriber> find(MailId mail) {
                            return Optional.of(mail)
                                    .filter(MAIL::equals)
                                    .map(known -> new Subscriber(
                                            Address.of("anna.berg@gmx.example"),
                                            Address.of("a&b@blatt.example"),
                                            "herbst"));
                        }

                        @Override
                        public boolean end(MailId mail, boolean all, String how, Instant now) {
                            ended.add(mail + (all ? " all " : " sender ") + how);
                            return mail.equals(MAIL);
                        }
                    },
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)))
            .build();

    @Test
    void readingThePageChangesNothing() throws Exception {
        String page = web.perform(get(LINK).locale(Locale.GERMANY))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(header().exists("Content-Security-Policy"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        web.perform(head(LINK)).andExpect(status().isOk());

        assertThat(page)
                .contains("<html lang=\"de\">", "a…@gmx.example", "Keine Mails von a&amp;b@blatt.example mehr")
                .doesNotContain("anna.berg", "<script", "<img");
        assertThat(ended).isEmpty();
    }

    @Test
    void aButtonEndsTheMailingsOfTheSenderOrOfEverybody() throws Exception {
        web.perform(post(LINK).param("choice", "sender")).andExpect(status().isOk());
        web.perform(post(LINK).param("choice", "all")).andExpect(status().isOk());

        assertThat(ended).containsExactly("abc.7 sender by link", "abc.7 all by link");
    }

    @Test
    void oneClickOfAMailProgramIsEnough() throws Exception {
        String answer = web.perform(
                        post(LINK).param("List-Unsubscribe", "One-Click").locale(Locale.ENGLISH))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        web.perform(multipart(LINK).param("List-Unsubscribe", "One-Click")).andExpect(status().isOk());

        assertThat(answer).contains("You are unsubscribed");
        assertThat(ended).containsExactly("abc.7 sender by one click", "abc.7 sender by one click");
    }

    @Test
    void aForgedOrForeignLinkChangesNothing() throws Exception {
        String ofAnotherPurpose = "/unsubscribe/" + TOKENS.sign(MAIL, Purpose.RETURN);
        String forged = LINK.replace("abc.7", "abc.8");
        String ofAnUnknownMail = "/unsubscribe/" + TOKENS.sign(new MailId("abc", 9), Purpose.UNSUBSCRIBE);

        for (String link : List.of(ofAnotherPurpose, forged, "/unsubscribe/x", "/unsubscribe/%3Cb%3E")) {
            web.perform(get(link)).andExpect(status().isNotFound());
            web.perform(post(link)).andExpect(status().isNotFound());
        }
        assertThat(ended).isEmpty();
        web.perform(get(ofAnUnknownMail)).andExpect(status().isNotFound());
        web.perform(post(ofAnUnknownMail)).andExpect(status().isNotFound());
    }

    @Test
    void theLinkOfASampleMailSaysSo() throws Exception {
        String page = web.perform(post("/unsubscribe/sample").locale(Locale.ENGLISH))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(page).contains("sample mail");
        assertThat(ended).isEmpty();
    }
}
