package sendepostfach.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Verdict;

class ReplyTableTest {
    private static final ReplyTable TABLE = ReplyTable.standard();

    @Test
    void aYesNeedsNoRule() {
        Verdict verdict = verdict(Phase.BODY, "250 2.0.0 Ok: queued as 1234");
        assertThat(verdict.kind()).isEqualTo(ReplyKind.ACCEPTED);
        assertThat(verdict.action()).isEqualTo(Action.ACCEPT);
        assertThat(verdict.advice()).isEmpty();
    }

    @Test
    void theAccountsQuotaPausesTheMailboxWhateverTheCode() {
        for (String reply : List.of(
                "450 Mail send limit exceeded.",
                "550 Send quota exceeded",
                "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded",
                "450 4.7.1 Error: too much mail from 192.0.2.1")) {
            Verdict verdict = verdict(Phase.RCPT, reply);
            assertThat(verdict.kind()).as(reply).isEqualTo(ReplyKind.RATE_LIMITED);
            assertThat(verdict.matter()).as(reply).isEqualTo(Matter.MAILBOX);
            assertThat(verdict.action()).as(reply).isEqualTo(Action.PAUSE_MAILBOX);
        }
    }

    @Test
    void aProvidersRateLimitSuspendsTheSiteAlone() {
        Verdict verdict = verdict(Phase.RCPT, "450 Rate limit reached. Please try again later");
        assertThat(verdict.matter()).isEqualTo(Matter.SITE);
        assertThat(verdict.action()).isEqualTo(Action.SUSPEND_SITE);
        assertThat(verdict.hint()).isEmpty();
    }

    @Test
    void beforeARecipientIsNamedTheMailboxesServerSpeaksForItself() {
        assertThat(verdict(Phase.CONNECT, "421 Too many concurrent connections").matter())
                .isEqualTo(Matter.MAILBOX);
        assertThat(verdict(Phase.MAIL, "451 Temporary local problem").action()).isEqualTo(Action.PAUSE_MAILBOX);
        assertThat(verdict(Phase.CONNECT, "554 192.0.2.1 is blacklisted").action())
                .isEqualTo(Action.PAUSE_MAILBOX);
        assertThat(verdict(Phase.MAIL, "550 No such user").action()).isEqualTo(Action.STOP_MAILBOX);
    }

    @Test
    void aProviderIsKnownByItsOwnWordsEvenThen() {
        Verdict verdict =
                verdict(Phase.CONNECT, "554 IP=192.0.2.1 - A problem occurred. (contact tosa@rx.t-online.de)");
        assertThat(verdict.matter()).isEqualTo(Matter.SITE);
        assertThat(verdict.advice()).contains("T-Online does not know the sending server's IP address");
    }

    @Test
    void aBrokenConnectionBlamesNoRecipientBeforeOneIsNamed() {
        for (Phase phase : List.of(Phase.CONNECT, Phase.EHLO, Phase.AUTH, Phase.MAIL)) {
            Verdict verdict = TABLE.verdict(Reply.none(phase, "Unknown host smtp.example.com"));
            assertThat(verdict.kind()).isEqualTo(ReplyKind.TRANSIENT);
            assertThat(verdict.matter()).isEqualTo(Matter.MAILBOX);
            assertThat(verdict.action()).isEqualTo(Action.PAUSE_MAILBOX);
        }
        assertThat(TABLE.verdict(Reply.none(Phase.RCPT, "Connection reset")).action())
                .isEqualTo(Action.RETRY);
    }

    @Test
    void aRefusedLoginStopsTheMailbox() {
        assertThat(verdict(Phase.AUTH, "535 5.7.8 Authentication failed").action())
                .isEqualTo(Action.STOP_MAILBOX);
        assertThat(verdict(Phase.AUTH, "554 Nope").action()).isEqualTo(Action.STOP_MAILBOX);
    }

    @Test
    void theMailItselfStopsTheCampaignAndBurnsNoList() {
        assertThat(verdict(Phase.BODY, "552 5.3.4 Message size exceeds fixed limit")
                        .action())
                .isEqualTo(Action.STOP_CAMPAIGN);
        assertThat(verdict(Phase.BODY, "554 Transaction refused for reasons of its own")
                        .isPermanent())
                .isFalse();
    }

    @Test
    void whatIsPutOffForItsContentIsTriedAgainAndStopsNoCampaign() {
        for (String reply : List.of(
                "451 4.7.1 Message looks like spam, please try again later",
                "451 4.6.0 Temporary message handling error",
                "451 Antivirus engine is restarting",
                "451 4.7.1 Sorry, our antispam system does not know you yet. Come back in a while",
                "452 4.3.4 Message size exceeds what we take now",
                "450 4.7.1 Suspicious attachment, held for a closer look",
                "451 4.7.1 A link in the mail is listed by SURBL")) {
            assertThat(verdict(Phase.BODY, reply).action()).as(reply).isEqualTo(Action.RETRY);
        }
    }

    @Test
    void aFilterThatDoesNotWorkSaysNothingOfTheMail() {
        assertThat(verdict(Phase.BODY, "451 Antivirus engine is restarting").kind())
                .isEqualTo(ReplyKind.TRANSIENT);
        assertThat(verdict(Phase.BODY, "550 Antivirus engine found Eicar-Test").kind())
                .isEqualTo(ReplyKind.MESSAGE_CONTENT);
    }

    @Test
    void bytesOfAMailAreNoFullMailbox() {
        assertThat(verdict(Phase.BODY, "552 Mail of 30 MB is more than the 25 MB we accept")
                        .kind())
                .isEqualTo(ReplyKind.MESSAGE_TOO_BIG);
        assertThat(verdict(Phase.RCPT, "552 Mailbox has 30 MB, which is more than the 25 MB of its quota")
                        .kind())
                .isEqualTo(ReplyKind.MAILBOX_FULL);
    }

    @Test
    void onlyAnUnknownRecipientWithA5xxIsGivenUp() {
        assertThat(verdict(Phase.RCPT, "550 5.1.1 User unknown").isPermanent()).isTrue();
        assertThat(verdict(Phase.RCPT, "450 4.1.1 User unknown").action()).isEqualTo(Action.RETRY);
        assertThat(verdict(Phase.RCPT, "552 5.2.2 Mailbox full").action()).isEqualTo(Action.RETRY);
    }

    @Test
    void theTimeThatTheReplyNamesGoesBeforeTheTables() {
        assertThat(verdict(Phase.RCPT, "450 4.7.1 Greylisted, please retry in 300 seconds")
                        .hint())
                .contains(Duration.ofSeconds(300));
        assertThat(verdict(Phase.RCPT, "451 Greylisting in action").hint()).contains(Duration.ofMinutes(5));
        assertThat(verdict(Phase.RCPT, "550 5.1.1 User unknown").hint()).isEqualTo(Optional.empty());
    }

    @Test
    void adviceIsGivenInBothLanguages() {
        Reply reply = Reply.parse(Phase.RCPT, "550 5.1.1 User unknown");
        assertThat(TABLE.explain(reply, Locale.GERMAN).verdict().advice()).startsWith("Die Adresse aus der Liste");
        assertThat(TABLE.explain(reply, Locale.FRENCH).verdict().advice()).startsWith("Take the address off");
    }

    @Test
    void aReplyWithoutAPhaseIsPutWhereSuchRepliesAreHeard() {
        assertThat(phaseOf("535 5.7.8 Authentication failed")).isEqualTo(Phase.AUTH);
        assertThat(phaseOf("554 mx.example.com ESMTP not accepting connections"))
                .isEqualTo(Phase.CONNECT);
        assertThat(phaseOf("550 5.1.1 User unknown")).isEqualTo(Phase.RCPT);
        assertThat(phaseOf("550 Message content rejected")).isEqualTo(Phase.BODY);
        assertThat(phaseOf("554 5.7.1 Nope (in reply to end of DATA command)")).isEqualTo(Phase.BODY);
        assertThat(phaseOf("Connection refused")).isEqualTo(Phase.CONNECT);
    }

    @Test
    void nothingIsConcludedFromAPhaseThatIsOnlyJudged() {
        assertThat(TABLE.explain("421 Too many concurrent connections", Locale.ENGLISH)
                        .verdict()
                        .matter())
                .isEqualTo(Matter.SITE);
    }

    @Test
    void aWordOfAllLinesCounts() {
        String reply = "550-Requested action not taken: mailbox\n550-unavailable\n550 Sender address is not allowed.";
        assertThat(verdict(Phase.BODY, reply).kind()).isEqualTo(ReplyKind.SENDER_MISCONFIGURED);
    }

    private static Phase phaseOf(String wire) {
        return TABLE.explain(wire, Locale.ENGLISH).reply().phase();
    }

    private static Verdict verdict(Phase phase, String wire) {
        return TABLE.verdict(Reply.parse(phase, wire));
    }
}
