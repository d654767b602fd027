package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

/** What leads from a returned mail to ours, and what decides between a report and an answer. */
class BounceReaderTest {
    private final BounceReader reader = new BounceReader();

    @Test
    void aReturnedMailShowsWhichMailItIsAbout() throws IOException {
        Trace trace = reader.read(sample("postfix-unknown-user")).trace();
        assertThat(trace.messageId()).contains("f7.12@example.org");
        assertThat(trace.envelopeId()).contains("f7.12");
        assertThat(trace.ownId()).contains("f7.12");
        assertThat(trace.deliveredTo()).containsExactly("bounce+f7.12@mail.example.org");
    }

    @Test
    void theTraceIsReadFromAMailThatIsQuotedInTheText() throws IOException {
        assertThat(reader.read(sample("qmail")).trace().messageId()).contains("q1@example.org");
    }

    @Test
    void anAnswerLeadsToTheMailThatItAnswers() throws IOException {
        assertThat(reader.read(sample("ordinary-answer")).trace().messageId()).contains("an1@example.org");
    }

    @Test
    void theAddressThatWeSentToGoesBeforeTheOneWhereItEnded() throws IOException {
        assertThat(reader.read(sample("postfix-original-recipient-first")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.recipient()).contains("info@example.net");
                    assertThat(finding.finalRecipient()).contains("kiosk@inner.example.net");
                });
    }

    @Test
    void relayedAndExpandedAreToldApartAndPrintedAsDelivered() {
        for (FindingType type : new FindingType[] {FindingType.RELAYED, FindingType.EXPANDED}) {
            Returned returned = read("Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;x@example.com\n"
                    + "Action: " + type.name() + "\nStatus: 2.0.0\n");
            assertThat(returned.findings()).extracting(Finding::type).containsExactly(type);
            assertThat(type).hasToString("delivered");
        }
    }

    @Test
    void anActionThatIsMissingIsJudgedByTheStatus() {
        assertThat(read("Final-Recipient: rfc822;x@example.com\nStatus: 5.1.1\n")
                        .findings())
                .extracting(Finding::type)
                .containsExactly(FindingType.FAILED);
    }

    @Test
    void theSameWordsFromAPersonAreNoReport() {
        String text = "Subject: Undelivered Mail Returned to Sender\n\n<x@example.com>: 550 5.1.1 User unknown\n";
        assertThat(read("From: MAILER-DAEMON@example.org\n" + text).isReport()).isTrue();
        assertThat(read("From: erika@example.org\n" + text).isReport()).isFalse();
        assertThat(read("From: MAILER-DAEMON@example.org\nAuto-Submitted: auto-replied (vacation)\n" + text)
                        .isReport())
                .isFalse();
    }

    private Returned read(String mail) {
        return reader.read(mail.startsWith("Final") ? asPart(mail) : mail.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] asPart(String status) {
        return ("Content-Type: message/delivery-status\n\n" + status).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sample(String name) throws IOException {
        return Collection.samples("known").stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow()
                .mail();
    }
}
