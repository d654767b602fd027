package sendepostfach.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.Mechanism;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Text;
import sendepostfach.preflight.GermanWords;
import sendepostfach.preflight.MailboxProbe.Seen;
import sendepostfach.preflight.MailboxProbe.Trouble;
import sendepostfach.smtp.ScriptedStep.Event;

/** What the preflight sees of a mailbox; the server's own record shows that nothing is sent. */
@Timeout(30)
class SmtpMailboxProbeTest {
    private static final List<Address> SENDERS =
            List.of(Address.of("bounce+check@blatt.example"), Address.of("news@blatt.example"));
    private static final String[] OFFERS = {"SIZE 10485760", "PIPELINING", "DSN", "AUTH PLAIN LOGIN"};

    private final SmtpMailboxProbe probe = new SmtpMailboxProbe(Mailboxes.SETTINGS);

    private static ScriptedServer serverFor(Security security) {
        return security == Security.TLS
                ? ScriptedServer.startInTls(step -> usual(), TestCertificate.serverContext(), OFFERS)
                : ScriptedServer.startWithTls(step -> usual(), OFFERS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"TLS", "STARTTLS"})
    void seesWhatTheServerOffersAndTriesTheSendersOnly(Security security) {
        try (ScriptedServer server = serverFor(security)) {
            Seen seen = probe.look(Mailboxes.withTls(server.port(), security), SENDERS);

            assertThat(seen.trouble()).isEmpty();
            assertThat(seen.encrypted()).isTrue();
            assertThat(seen.certificateUntil()).isPresent();
            assertThat(seen.extensions()).contains("SIZE", "PIPELINING", "DSN");
            assertThat(seen.size()).hasValue(10_485_760);
            assertThat(seen.replies()).hasSize(2).allMatch(Reply::isPositive);

            assertThat(server.steps())
                    .extracting(ScriptedStep::event)
                    .containsSubsequence(Event.EHLO, Event.AUTH, Event.MAIL, Event.RSET, Event.MAIL, Event.RSET)
                    .doesNotContain(Event.RCPT, Event.DATA, Event.END_OF_DATA, Event.OTHER);
            assertThat(server.steps())
                    .filteredOn(step -> step.is(Event.MAIL) || step.is(Event.AUTH))
                    .allMatch(ScriptedStep::isEncrypted);
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"TLS", "STARTTLS"})
    void aWrongCertificateEndsTheLook(Security security) {
        try (ScriptedServer server = security == Security.TLS
                ? ScriptedServer.startInTls(step -> usual(), TestCertificate.wrongNameContext(), OFFERS)
                : ScriptedServer.startWithTls(step -> usual(), TestCertificate.wrongNameContext())) {
            Seen seen = probe.look(Mailboxes.withTls(server.port(), security), SENDERS);

            assertThat(seen.trouble())
                    .hasValueSatisfying(
                            trouble -> assertThat(trouble.words().english()).contains("certificate is not accepted"))
                    .hasValueSatisfying(trouble -> assertThat(trouble.words().german())
                            .isEqualTo("127.0.0.1:" + server.port()
                                    + ": das Zertifikat des Servers gilt nicht für diesen Namen"));
            assertThat(server.steps()).extracting(ScriptedStep::event).doesNotContain(Event.AUTH, Event.MAIL);
        }
    }

    @Test
    void aRefusedLoginIsShownInTheServersWords() {
        try (ScriptedServer server = ScriptedServer.start(
                step -> step.is(Event.AUTH) ? reply("535 5.7.8 Error: authentication failed") : usual(),
                "AUTH PLAIN")) {
            Seen seen = probe.look(
                    Mailboxes.mailbox(
                            server.port(), Security.NONE, Optional.of(Mailboxes.login(Mechanism.PASSWORD)), 1, 100),
                    SENDERS);

            assertThat(seen.trouble()).hasValueSatisfying(trouble -> {
                assertThat(trouble.words()).isEqualTo(Text.same("535 5.7.8 Error: authentication failed"));
                assertThat(trouble.reply().phase()).isEqualTo(Phase.AUTH);
            });
            assertThat(server.steps()).extracting(ScriptedStep::event).doesNotContain(Event.MAIL);
        }
    }

    @Test
    void aRefusedSenderDoesNotKeepTheNextFromBeingTried() {
        try (ScriptedServer server = ScriptedServer.start(
                step -> step.is(Event.MAIL) && step.sender().contains("bounce")
                        ? reply("553 5.7.1 Sender address rejected: not owned by user")
                        : usual())) {
            Seen seen = probe.look(Mailboxes.plain(server.port()), SENDERS);

            assertThat(seen.encrypted()).isFalse();
            assertThat(seen.replies()).extracting(Reply::code).containsExactly(553, 250);
            assertThat(server.steps()).extracting(ScriptedStep::event).doesNotContain(Event.RCPT, Event.DATA);
        }
    }

    @Test
    void nobodyThereIsTroubleToo() {
        int port;
        try (ScriptedServer gone = ScriptedServer.start(step -> usual())) {
            port = gone.port();
        }
        Trouble trouble = probe.look(Mailboxes.plain(port), SENDERS).trouble().orElseThrow();
        assertThat(trouble.reply().phase()).isEqualTo(Phase.CONNECT);
        assertThat(trouble.words().english()).isEqualTo(trouble.reply().oneLine());
        assertThat(trouble.words().german()).isEqualTo("127.0.0.1:" + port + ": der Server nimmt keine Verbindung an");
    }

    @Test
    void aServerWithoutStartTlsOrWithoutAnswersIsNamedInGermanToo() {
        try (ScriptedServer server = ScriptedServer.start(step -> usual(), "AUTH PLAIN")) {
            assertThat(german(probe, Mailboxes.withTls(server.port(), Security.STARTTLS)))
                    .contains("der Server bietet kein STARTTLS", "nichts wurde unverschlüsselt gesendet");
        }
        try (ScriptedServer server = ScriptedServer.start(step -> usual())) {
            assertThat(german(probe, Mailboxes.withTls(server.port(), Security.TLS)))
                    .endsWith(": die Verschlüsselung (TLS) kommt nicht zustande");
        }
        try (ScriptedServer server =
                ScriptedServer.start(step -> step.is(Event.EHLO) ? ScriptedAnswer.hang() : usual())) {
            assertThat(german(new SmtpMailboxProbe(Mailboxes.IMPATIENT), Mailboxes.plain(server.port())))
                    .endsWith(": der Server antwortet nicht rechtzeitig");
        }
    }

    private static String german(SmtpMailboxProbe probe, Mailbox mailbox) {
        Text words = probe.look(mailbox, SENDERS).trouble().orElseThrow().words();
        GermanWords.areIn(words);
        return words.german();
    }
}
