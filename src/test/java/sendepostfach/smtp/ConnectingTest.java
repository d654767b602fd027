package sendepostfach.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.close;
import static sendepostfach.smtp.ScriptedAnswer.drop;
import static sendepostfach.smtp.ScriptedAnswer.hang;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.Mailbox.Mechanism;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Verdict;
import sendepostfach.reply.ReplyTable;
import sendepostfach.smtp.ScriptedStep.Event;

/** How a connection comes about: TLS, login, and what becomes of trouble there. No recipient is ever blamed for it. */
@Timeout(30)
class ConnectingTest {
    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"TLS", "STARTTLS"})
    void theLoginGoesOnlyThroughTls(Security security) throws InterruptedException {
        try (var server = serverFor(security, "AUTH PLAIN LOGIN");
                var mailbox = Mailboxes.open(Mailboxes.withTls(server.port(), security))) {
            assertThat(Mailboxes.send(mailbox, Mailboxes.mail(1)).code()).isEqualTo(250);

            assertThat(server.accepted()).hasSize(1);
            assertThat(server.steps())
                    .filteredOn(step -> List.of(Event.AUTH, Event.MAIL, Event.RCPT, Event.DATA, Event.END_OF_DATA)
                            .contains(step.event()))
                    .isNotEmpty()
                    .allMatch(ScriptedStep::isEncrypted);
        }
    }

    private static ScriptedServer serverFor(Security security, String... keywords) {
        return security == Security.TLS
                ? ScriptedServer.startInTls(step -> usual(), TestCertificate.serverContext(), keywords)
                : ScriptedServer.startWithTls(step -> usual(), keywords);
    }

    @Test
    void plainIsTakenWhereItIsOfferedElseLogin() throws InterruptedException {
        assertThat(authLines(Mechanism.PASSWORD, "AUTH LOGIN PLAIN"))
                .containsExactly("AUTH PLAIN " + base64("news@blatt.example\0news@blatt.example\0geheim"));
        assertThat(authLines(Mechanism.PASSWORD, "AUTH LOGIN"))
                .startsWith("AUTH LOGIN")
                .endsWith(base64("geheim"));
    }

    @Test
    void aTokenIsSentAsXoauth2() throws InterruptedException {
        assertThat(authLines(Mechanism.XOAUTH2, "AUTH LOGIN PLAIN XOAUTH2"))
                .containsExactly(
                        "AUTH XOAUTH2 " + base64("user=news@blatt.example\u0001auth=Bearer geheim\u0001\u0001"));
    }

    private static List<String> authLines(Mechanism mechanism, String offered) throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual(), offered);
                var mailbox = Mailboxes.open(Mailboxes.mailbox(
                        server.port(), Security.NONE, Optional.of(Mailboxes.login(mechanism)), 1, 100))) {
            assertThat(Mailboxes.send(mailbox, Mailboxes.mail(1)).code()).isEqualTo(250);
            return server.steps().stream()
                    .filter(step -> step.is(Event.AUTH))
                    .map(ScriptedStep::line)
                    .toList();
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRefusedLoginIsTheMailboxesMatter() throws InterruptedException {
        try (var server = ScriptedServer.start(
                        step -> step.is(Event.AUTH) ? reply("535 5.7.8 Error: authentication failed") : usual(),
                        "AUTH PLAIN");
                var mailbox = Mailboxes.open(Mailboxes.mailbox(
                        server.port(), Security.NONE, Optional.of(Mailboxes.login(Mechanism.PASSWORD)), 1, 100))) {
            Reply reply = Mailboxes.send(mailbox, Mailboxes.mail(1));

            assertThat(reply.oneLine()).isEqualTo("535 5.7.8 Error: authentication failed");
            assertThat(reply.phase()).isEqualTo(Phase.AUTH);
            assertThat(verdict(reply).action()).isEqualTo(Action.STOP_MAILBOX);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void whereStarttlsIsStrippedNothingIsSaidInClear() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual(), "AUTH PLAIN LOGIN");
                var mailbox = Mailboxes.open(Mailboxes.withTls(server.port(), Security.STARTTLS))) {
            Reply reply = Mailboxes.send(mailbox, Mailboxes.mail(1));

            assertThat(reply.code()).isZero();
            assertThat(reply.text()).contains("127.0.0.1:" + server.port(), "STARTTLS");
            assertThat(verdict(reply).matter()).isEqualTo(Matter.MAILBOX);
            assertThat(server.steps())
                    .extracting(ScriptedStep::event)
                    .doesNotContain(Event.AUTH, Event.MAIL, Event.RCPT, Event.DATA, Event.END_OF_DATA);
        }
    }

    @Test
    void whereStarttlsIsRefusedNothingIsSaidInClear() throws InterruptedException {
        try (var server = ScriptedServer.startWithTls(
                        step -> step.is(Event.STARTTLS) ? reply("454 4.7.0 TLS not available") : usual(),
                        "AUTH PLAIN");
                var mailbox = Mailboxes.open(Mailboxes.withTls(server.port(), Security.STARTTLS))) {
            Reply reply = Mailboxes.send(mailbox, Mailboxes.mail(1));

            assertThat(reply.isPositive()).isFalse();
            assertThat(reply.text()).contains("TLS");
            assertThat(verdict(reply).matter()).isEqualTo(Matter.MAILBOX);
            assertThat(server.steps())
                    .extracting(ScriptedStep::event)
                    .doesNotContain(Event.AUTH, Event.MAIL, Event.END_OF_DATA);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"TLS", "STARTTLS"})
    void aCertificateForAnotherNameIsRefused(Security security) throws InterruptedException {
        try (var server = security == Security.TLS
                        ? ScriptedServer.startInTls(step -> usual(), TestCertificate.wrongNameContext())
                        : ScriptedServer.startWithTls(step -> usual(), TestCertificate.wrongNameContext());
                var mailbox = Mailboxes.open(Mailboxes.withTls(server.port(), security))) {
            Reply reply = Mailboxes.send(mailbox, Mailboxes.mail(1));

            assertThat(reply.code()).isZero();
            assertThat(reply.text()).contains("certificate is not accepted", "127.0.0.1");
            assertThat(verdict(reply).matter()).isEqualTo(Matter.MAILBOX);
            assertThat(server.steps()).extracting(ScriptedStep::event).doesNotContain(Event.AUTH, Event.MAIL);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"TLS", "STARTTLS"})
    void aCertificateThatNobodyTrustsIsRefused(Security security) throws InterruptedException {
        var settings = new SmtpSettings(
                "client.localhost",
                Mailboxes.SETTINGS.connectWithin(),
                Mailboxes.SETTINGS.replyWithin(),
                (SSLSocketFactory) SSLSocketFactory.getDefault());
        try (var server = serverFor(security);
                var mailbox =
                        new SmtpMailbox(Mailboxes.withTls(server.port(), security), settings, Clock.systemUTC())) {
            Reply reply = Mailboxes.send(mailbox, Mailboxes.mail(1));

            assertThat(reply.code()).isZero();
            assertThat(reply.text()).contains("certificate is not accepted", "certification path");
            assertThat(verdict(reply).matter()).isEqualTo(Matter.MAILBOX);
            assertThat(server.steps()).extracting(ScriptedStep::event).doesNotContain(Event.AUTH, Event.MAIL);
        }
    }

    @Test
    void aServerThatIsNotThereIsTheMailboxesMatter() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var mailbox = Mailboxes.open(Mailboxes.plain(port))) {
            Reply reply = Mailboxes.send(mailbox, Mailboxes.mail(1));

            assertThat(reply.phase()).isEqualTo(Phase.CONNECT);
            assertThat(reply.text()).contains("127.0.0.1:" + port).containsIgnoringCase("refused");
            assertThat(verdict(reply).matter()).isEqualTo(Matter.MAILBOX);
        }
    }

    @Test
    void aServerThatNeverGreetsIsGivenUp() throws InterruptedException {
        for (ScriptedAnswer answer : List.of(hang(), drop(), close("421 4.3.2 Try again later"), reply("554 No"))) {
            try (var server = ScriptedServer.start(step -> step.is(Event.CONNECT) ? answer : usual());
                    var mailbox =
                            new SmtpMailbox(Mailboxes.plain(server.port()), Mailboxes.IMPATIENT, Clock.systemUTC())) {
                Reply reply = Mailboxes.send(mailbox, Mailboxes.mail(1));

                assertThat(reply.isPositive()).as(answer.toString()).isFalse();
                assertThat(reply.phase()).as(answer.toString()).isEqualTo(Phase.CONNECT);
                assertThat(verdict(reply).matter()).as(answer.toString()).isEqualTo(Matter.MAILBOX);
            }
        }
    }

    @Test
    void aServerThatStopsReadingIsGivenUp() throws IOException, InterruptedException {
        // nobody takes what fills the buffers between the two
        try (var deaf = new DeafServer();
                var mailbox = new SmtpMailbox(Mailboxes.plain(deaf.port()), Mailboxes.IMPATIENT, Clock.systemUTC())) {
            Reply reply = Mailboxes.send(mailbox, Mailboxes.mail(1, ("x".repeat(70) + "\r\n").repeat(500_000)));

            assertThat(reply.code()).isZero();
            assertThat(reply.phase()).isEqualTo(Phase.DATA);
        }
    }

    private static Verdict verdict(Reply reply) {
        return ReplyTable.standard().verdict(reply);
    }
}
