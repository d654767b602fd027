package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

class TraitsTest {
    private static final ReplyText LATER =
            ReplyText.parse("450 4.2.0 <{recipient}>: Recipient address rejected: Greylisted");
    private static final Attempt ATTEMPT =
            Attempt.toConnect("A1", "127.0.0.1").from("news@blatt.example", 0).to("Erika@firma.example");

    private final SettableTime time = new SettableTime();

    @Test
    void greylistingPutsTheFirstAttemptsOffAndLetsALaterOnePass() {
        var greylisting = new Greylisting(time, Duration.ofSeconds(5), LATER);
        assertThat(greylisting.at(Phase.RCPT, ATTEMPT)).isPresent();
        time.pass(Duration.ofMillis(4_999));
        assertThat(greylisting.at(Phase.RCPT, ATTEMPT)).isPresent();
        time.pass(Duration.ofMillis(1));
        assertThat(greylisting.at(Phase.RCPT, ATTEMPT)).isEmpty();
    }

    @Test
    void greylistingTellsSendersApart() {
        var greylisting = new Greylisting(time, Duration.ofSeconds(5), LATER);
        greylisting.at(Phase.RCPT, ATTEMPT);
        time.pass(Duration.ofSeconds(5));
        assertThat(greylisting.at(Phase.RCPT, ATTEMPT.from("other@blatt.example", 0)))
                .isPresent();
    }

    @Test
    void aRefusalForGoodStays() {
        var refusal = new Refusal(time, Phase.RCPT, LATER, ReplyKind.UNKNOWN_USER, Optional.empty());
        refusal.at(Phase.RCPT, ATTEMPT);
        time.pass(Duration.ofDays(5));
        assertThat(refusal.at(Phase.RCPT, ATTEMPT)).contains(new SmtpAnswer.Say(LATER, ReplyKind.UNKNOWN_USER));
    }

    @Test
    void aFullMailboxIsTidiedUpSomeTimeAfterTheFirstAttempt() {
        var refusal = new Refusal(time, Phase.RCPT, LATER, ReplyKind.MAILBOX_FULL, Optional.of(Duration.ofSeconds(20)));
        assertThat(refusal.at(Phase.RCPT, ATTEMPT)).isPresent();
        time.pass(Duration.ofSeconds(20));
        assertThat(refusal.at(Phase.RCPT, ATTEMPT)).isEmpty();
        assertThat(refusal.at(Phase.RCPT, ATTEMPT.to("otto@firma.example"))).isPresent();
    }

    @Test
    void aSlowServerWaitsBeforeEachReply() {
        Instant start = time.instant();
        var slow = new Slow(time::pass, Set.of(Phase.RCPT, Phase.DATA), Duration.ofSeconds(3));
        assertThat(slow.at(Phase.RCPT, ATTEMPT)).isEmpty();
        assertThat(slow.at(Phase.DATA, ATTEMPT)).isEmpty();
        assertThat(slow.at(Phase.BODY, ATTEMPT)).isEmpty();
        assertThat(time.instant()).isEqualTo(start.plusSeconds(6));
    }

    @Test
    void contentIsFoundAnywhereInTheMailAndNowhereElse() {
        var refusal = new ContentRefusal(List.of("GTUBE"), LATER);
        assertThat(refusal.at(Phase.BODY, ATTEMPT.with(bytes("GTUBE")))).isPresent();
        assertThat(refusal.at(Phase.BODY, ATTEMPT.with(bytes("Subject: x\r\n\r\nGGTUBE"))))
                .isPresent();
        assertThat(refusal.at(Phase.BODY, ATTEMPT.with(bytes("GTUB")))).isEmpty();
        assertThat(refusal.at(Phase.BODY, ATTEMPT.with(bytes("")))).isEmpty();
        assertThat(refusal.at(Phase.RCPT, ATTEMPT.to("GTUBE@firma.example"))).isEmpty();
    }

    @Test
    void aBigMailIsRefusedWhereItsSizeIsKnown() {
        var refusal = new SizeRefusal(10, LATER);
        assertThat(refusal.at(Phase.RCPT, ATTEMPT.from("news@blatt.example", 11)))
                .isPresent();
        assertThat(refusal.at(Phase.RCPT, ATTEMPT.from("news@blatt.example", 10)))
                .isEmpty();
        assertThat(refusal.at(Phase.BODY, ATTEMPT.with(bytes("12345678901")))).isPresent();
        assertThat(refusal.at(Phase.BODY, ATTEMPT.with(bytes("1234567890")))).isEmpty();
    }

    @Test
    void theConnectionBreaksAtTheFirstAttemptsOfEachRecipient() {
        var breaks = new Break(2, true);
        assertThat(breaks.at(Phase.RCPT, ATTEMPT)).isEmpty();
        assertThat(breaks.at(Phase.BODY, ATTEMPT)).contains(new SmtpAnswer.Break(true));
        assertThat(breaks.at(Phase.BODY, ATTEMPT)).isPresent();
        assertThat(breaks.at(Phase.BODY, ATTEMPT)).isEmpty();
        assertThat(breaks.at(Phase.BODY, ATTEMPT.to("otto@firma.example"))).isPresent();
    }

    @Test
    void aTraitForSomeShowsToThoseOnly() {
        var refusal = new Refusal(time, Phase.RCPT, LATER, ReplyKind.MAILBOX_FULL, Optional.empty());
        var only = new Only(new LocalParts("voll*"), Optional.empty(), time.world(), refusal);
        assertThat(only.at(Phase.RCPT, ATTEMPT.to("Voll.Erika@firma.example"))).isPresent();
        assertThat(only.at(Phase.RCPT, ATTEMPT.to("erika@voll.example"))).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
