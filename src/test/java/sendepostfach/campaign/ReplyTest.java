package sendepostfach.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void aReplyOfOneLineIsRead() {
        Reply reply = parse("550 5.1.1 User unknown");
        assertThat(reply.code()).isEqualTo(550);
        assertThat(reply.enhanced()).contains(new EnhancedStatus(5, 1, 1));
        assertThat(reply.lines()).containsExactly("User unknown");
    }

    @Test
    void allLinesOfAReplyAreRead() {
        Reply reply = parse("550-5.7.1 foo\r\n550-5.7.1 bar\r\n550 5.7.1 baz");
        assertThat(reply.lines()).containsExactly("foo", "bar", "baz");
        assertThat(reply.oneLine()).isEqualTo("550 5.7.1 foo bar baz");
    }

    @Test
    void linesThatABounceHasReWrappedIntoOneAreTakenApart() {
        Reply reply = parse("550-5.7.1 foo 550-5.7.1 bar 550 5.7.1 baz");
        assertThat(reply.lines()).containsExactly("foo", "bar", "baz");
        assertThat(reply.enhanced()).contains(new EnhancedStatus(5, 7, 1));
    }

    @Test
    void theLastLineNeedsNoEnhancedCode() {
        assertThat(parse("550-Your message was rejected. 550-Reason: none 550 7d39d529")
                        .lines())
                .containsExactly("Your message was rejected.", "Reason: none", "7d39d529");
    }

    @Test
    void linesThatAreJoinedByBlanksWithTheirCodesAreTakenApart() {
        assertThat(parse("550 5.7.1 foo 550 5.7.1 bar").lines()).containsExactly("foo", "bar");
    }

    @Test
    void aNumberInTheTextIsNoCode() {
        assertThat(parse("550 at most 550 messages a day").lines()).containsExactly("at most 550 messages a day");
        assertThat(parse("450 wait 450-500 seconds").lines()).containsExactly("wait 450-500 seconds");
    }

    @Test
    void theWordsOfWhoeverReTellsAReplyAreNoPartOfIt() {
        Reply reply = parse(
                "host mx.example.com[192.0.2.1] said: 550-5.1.1 User 550 5.1.1 unknown (in reply to RCPT TO command)");
        assertThat(reply.code()).isEqualTo(550);
        assertThat(reply.enhanced()).contains(new EnhancedStatus(5, 1, 1));
        assertThat(reply.lines()).containsExactly("User", "unknown");
    }

    @Test
    void otherServersQuoteDifferently() {
        for (String wire : List.of(
                "smtp; 550 5.1.1 User unknown",
                "smtp;550 5.1.1 User unknown",
                "SMTP error from remote mail server after RCPT TO:<x@example.com>: 550 5.1.1 User unknown",
                "Remote host said: 550 5.1.1 User unknown",
                "Remote Server returned '550 5.1.1 User unknown'",
                "<mx.example.com #5.1.1 SMTP; 550 5.1.1 User unknown>",
                "delivery failed 550 5.1.1 User unknown")) {
            assertThat(parse(wire).code()).as(wire).isEqualTo(550);
            assertThat(parse(wire).enhanced()).as(wire).contains(new EnhancedStatus(5, 1, 1));
        }
    }

    @Test
    void anEnhancedCodeInsideTheTextCountsWhereItFitsTheCode() {
        assertThat(parse("550 sorry, no mailbox here by that name. (#5.1.1)").enhanced())
                .contains(new EnhancedStatus(5, 1, 1));
        assertThat(parse("550 #5.7.1 Your access has been rejected").enhanced()).contains(new EnhancedStatus(5, 7, 1));
        assertThat(parse("550 blocked by filter version 4.5.2").enhanced()).isEqualTo(Optional.empty());
        assertThat(parse("550 192.0.2.1 is blocked").enhanced()).isEqualTo(Optional.empty());
    }

    @Test
    void troubleWithoutAReplyHasNoCode() {
        assertThat(parse("Connection timed out after 300 seconds").code()).isZero();
        assertThat(Reply.none(Phase.CONNECT, "Connection\n refused").oneLine()).isEqualTo("Connection refused");
    }

    @Test
    void aCodeAloneIsAReply() {
        assertThat(parse("550").code()).isEqualTo(550);
        assertThat(parse("550-").code()).isEqualTo(550);
        assertThat(parse("").code()).isZero();
    }

    @Test
    void yesIsTwoHundredAndThreeHundred() {
        assertThat(parse("250 ok").isPositive()).isTrue();
        assertThat(parse("354 go on").isPositive()).isTrue();
        assertThat(parse("450 no").isPositive()).isFalse();
    }

    @Test
    void aCodeOutsideOfSmtpIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Reply(Phase.RCPT, 650, Optional.empty(), List.of()));
    }

    private static Reply parse(String wire) {
        return Reply.parse(Phase.RCPT, wire);
    }
}
