package sendepostfach.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.Login;
import sendepostfach.campaign.Mailbox.Mechanism;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Secret;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.MailSource.Outgoing;
import sendepostfach.delivery.SendingMailbox;
import sendepostfach.delivery.SendingMailbox.Borrowed;

/** Mailboxes at test servers, and mails to send through them. */
final class Mailboxes {
    static final SmtpSettings SETTINGS = new SmtpSettings(
            "client.localhost",
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            TestCertificate.clientContext().getSocketFactory());
    static final SmtpSettings IMPATIENT = new SmtpSettings(
            "client.localhost",
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            TestCertificate.clientContext().getSocketFactory());

    private Mailboxes() {}

    static Mailbox plain(int port) {
        return mailbox(port, Security.NONE, Optional.empty(), 2, 100);
    }

    static Mailbox withTls(int port, Security security) {
        return mailbox(port, security, Optional.of(login(Mechanism.PASSWORD)), 2, 100);
    }

    static Login login(Mechanism mechanism) {
        return new Login("news@blatt.example", new Secret("geheim"), mechanism);
    }

    static Mailbox mailbox(
            int port, Security security, Optional<Login> login, int connections, int messagesPerConnection) {
        return new Mailbox(
                "haupt",
                Mailbox.Kind.SMTP,
                "127.0.0.1",
                port,
                security,
                login,
                connections,
                messagesPerConnection,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    static SmtpMailbox open(Mailbox mailbox) {
        return new SmtpMailbox(mailbox, SETTINGS, Clock.systemUTC());
    }

    static Outgoing mail(int n) {
        return mail(n, "Hallo\r\n");
    }

    static Outgoing mail(int n, String body) {
        return mail(n, body, UnaryOperator.identity());
    }

    static Outgoing mail(int n, String body, UnaryOperator<Envelope> change) {
        var envelope = new Envelope("news@blatt.example", Address.of("kunde" + n + "@firma.example"), "id." + n, false);
        String text = "Message-ID: <" + n + "@blatt.example>\r\n\r\n" + body;
        return new Outgoing(change.apply(envelope), text.getBytes(StandardCharsets.UTF_8));
    }

    static String messageId(int n) {
        return "<" + n + "@blatt.example>";
    }

    /** Sends one mail on a loan of its own. */
    static Reply send(SendingMailbox mailbox, Outgoing mail) throws InterruptedException {
        Borrowed borrowed = mailbox.borrow();
        if (borrowed instanceof Borrowed.Failed failed) {
            return failed.reply();
        }
        try (SendingMailbox.Connection connection = ((Borrowed.Ready) borrowed).connection()) {
            return connection.send(mail, Optional.empty());
        }
    }

    static SendingMailbox.Connection borrow(SendingMailbox mailbox) throws InterruptedException {
        return ((Borrowed.Ready) mailbox.borrow()).connection();
    }
}
