package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.bounce.News.What;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Secret;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;
import sendepostfach.token.Tokens;

class MatchingTest {
    private static final Tokens TOKENS = new Tokens(new Secret("a key of many characters"));
    private static final MailId MAIL = new MailId("abc", 7);
    private static final String TOKEN = TOKENS.sign(MAIL, Purpose.RETURN);

    /** A report in which a token stands only where {@code %s} is replaced by it. */
    private static String report(String to, String envelope, String returned) {
        return """
                From: MAILER-DAEMON@mx.example (Mail Delivery System)
                To: %s
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                I could not deliver your mail.

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example
                %s
                Final-Recipient: rfc822; kunde@gmx.example
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown

                --b
                Content-Type: text/rfc822-headers

                From: news@blatt.example
                To: kunde@gmx.example
                Subject: Hallo
                %s

                --b--
                """.formatted(to, envelope, returned);
    }

    private static List<News> news(String mail) {
        byte[] bytes = mail.getBytes(StandardCharsets.UTF_8);
        return new Matching(TOKENS).news(new BounceReader().read(bytes), bytes);
    }

    @Test
    void everyTraceWithAGenuineTokenLeadsToTheMail() {
        String plain = "bounce@blatt.example";
        List<String> reports = List.of(
                report("bounce+" + TOKEN + "@blatt.example", "", "X-A: b"),
                report(plain, "Original-Envelope-Id: " + TOKEN, "X-A: b"),
                report(plain, "", "X-Sendepostfach-Id: " + TOKEN),
                report(plain, "", "Message-ID: <" + TOKEN + "@blatt.example>"),
                report(plain, "", "Return-Path: <SRS0=ab=cd=blatt.example=bounce+" + TOKEN + "@other.example>"));

        assertThat(reports).allSatisfy(report -> assertThat(news(report))
                .containsExactly(new News(
                        MAIL, What.FAILED, Optional.of(ReplyKind.UNKNOWN_USER), true, "550 5.1.1 User unknown")));
    }

    @Test
    void aForgedOrForeignReportLeadsToNoMail() {
        String unsigned = "abc.7";
        String forged = "abc.8" + TOKEN.substring(5);
        String ofAnotherPurpose = TOKENS.sign(MAIL, Purpose.UNSUBSCRIBE);
        for (String token : List.of(unsigned, forged, ofAnotherPurpose)) {
            assertThat(news(report(
                            "bounce+" + token + "@blatt.example",
                            "Original-Envelope-Id: " + token,
                            "Message-ID: <" + token + "@blatt.example>\nX-Sendepostfach-Id: " + token)))
                    .isEmpty();
        }
    }

    @Test
    void aReportThatNamesSeveralMailsInItsTextLeadsToNone() {
        String other = TOKENS.sign(new MailId("abc", 9), Purpose.RETURN);

        assertThat(news(report("bounce@blatt.example", "", "X-One: " + TOKEN + "\nX-Other: " + other)))
                .isEmpty();
    }

    @Test
    void anAnswerOfAPersonIsNoNewsEvenWithAToken() {
        assertThat(news("From: kunde@gmx.example\nTo: bounce+" + TOKEN
                        + "@blatt.example\nSubject: Re: Hallo\n\nDanke, schön!\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: abmelden+%s@blatt.example\nSubject: unsubscribe",
                "To: abmelden@blatt.example\nSubject: unsubscribe %s",
                "To: abmelden@blatt.example\nSubject: unsubscribe\n %s"
            })
    void aMailMayAskToUnsubscribe(String head) {
        String mail = "From: kunde@gmx.example\n" + head.formatted(TOKENS.sign(MAIL, Purpose.UNSUBSCRIBE)) + "\n\n\n";

        assertThat(news(mail))
                .extracting(News::mail, News::what)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(MAIL, What.UNSUBSCRIBED));
    }

    @Test
    void aMailThatOnlyCarriesTheLinkAsksForNothing() {
        String token = TOKENS.sign(MAIL, Purpose.UNSUBSCRIBE);

        assertThat(news("From: kunde@gmx.example\nTo: news@blatt.example\nSubject: Frage\nList-Unsubscribe: <mailto:a+"
                        + token + "@blatt.example>\n\nWas soll das? https://versand.example/unsubscribe/" + token
                        + "\n"))
                .isEmpty();
        assertThat(news("From: kunde@gmx.example\nTo: abmelden+" + TOKEN + "@blatt.example\nSubject: unsubscribe\n\n"))
                .isEmpty();
    }
}
