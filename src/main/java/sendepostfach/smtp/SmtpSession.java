package sendepostfach.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;

import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.EnhancedStatus;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.delivery.Envelope;

/**
 * One SMTP session. Connecting, TLS and AUTH are Jakarta Mail's; the mail transaction is spoken here, so that every reply is
 * known with its phase, and a break after the last byte is told from one before it.
 */
final class SmtpSession extends SMTPTransport {
    /** What the kernel takes at once, so that a process that is stopped has sent a piece whole or not at all. */
    private static final int PIECE = 64 * 1024;

    private final Mailbox mailbox;
    private final SessionSockets sockets;
    private Phase phase = Phase.CONNECT;
    private boolean broken;
    private boolean dirty;

    SmtpSession(Mailbox mailbox, SmtpSettings settings) {
        this(mailbox, settings, new SessionSockets(settings.trust()));
    }

    private SmtpSession(Mailbox mailbox, SmtpSettings settings, SessionSockets sockets) {
        super(
                Session.getInstance(properties(mailbox, settings, sockets)),
                new URLName("smtp", mailbox.host(), mailbox.port(), null, null, null),
                "smtp",
                mailbox.security() == Security.TLS);
        this.mailbox = mailbox;
        this.sockets = sockets;
    }

    private static Properties properties(Mailbox mailbox, SmtpSettings settings, SessionSockets sockets) {
        var properties = new Properties();
        properties.put("mail.smtp.localhost", settings.localName());
        properties.put("mail.smtp.connectiontimeout", settings.connectWithin().toMillis());
        properties.put("mail.smtp.timeout", settings.replyWithin().toMillis());
        properties.put("mail.smtp.writetimeout", settings.replyWithin().toMillis());
        properties.put("mail.smtp.socketFactory", sockets.plain());
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.ssl.socketFactory", sockets.tls());
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.quitwait", "false");
        boolean startTls = mailbox.security() == Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", startTls);
        properties.put("mail.smtp.starttls.required", startTls);
        mailbox.login().ifPresent(login -> {
            properties.put("mail.smtp.auth", "true");
            properties.put(
                    "mail.smtp.auth.mechanisms",
                    switch (login.mechanism()) {
                        case PASSWORD -> "PLAIN LOGIN";
                        case XOAUTH2 -> "XOAUTH2";
                    });
        });
        return properties;
    }

    /** Connects, protects and logs in. Returns the reply or trouble that prevented it; empty when the session is ready. */
    synchronized Optional<Reply> open() {
        try {
            phase = Phase.CONNECT;
            connect(
                    mailbox.host(),
                    mailbox.port(),
                    mailbox.login().map(Mailbox.Login::username).orElse(null),
                    mailbox.login().map(login -> login.secret().value()).orElse(null));
            return Optional.empty();
        } catch (MessagingException failed) {
            broken = true;
            String said = getLastServerResponse();
            boolean refused = said != null && getLastReturnCode() >= 400;
            return Optional.of(refused ? Reply.parse(phase, said) : Reply.none(phase, trouble(failed)));
        }
    }

    private String trouble(Exception failed) {
        Throwable cause = failed;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String what =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return mailbox.host() + ":" + mailbox.port() + ": " + what;
    }

    @Override
    protected boolean ehlo(@Nullable String domain) throws MessagingException {
        phase = Phase.EHLO;
        boolean understood = super.ehlo(domain);
        phase = Phase.AUTH;
        return understood;
    }

    @Override
    protected void startTLS() throws MessagingException {
        phase = Phase.EHLO;
        super.startTLS();
    }

    /** Whether the session can carry another mail, as far as is known without asking the server. */
    synchronized boolean isUsable() {
        return !broken;
    }

    /** One mail transaction; the reply that decides it. */
    synchronized Reply send(Envelope envelope, byte[] mail) {
        if (envelope.smtpUtf8() && !supportsExtension("SMTPUTF8")) {
            return new Reply(
                    Phase.RCPT,
                    550,
                    EnhancedStatus.atStartOf("5.6.7"),
                    List.of("the address needs SMTPUTF8 (RFC 6531), which the mailbox's server does not offer"));
        }
        try {
            Optional<Reply> refused = dirty ? command(Phase.MAIL, "RSET") : Optional.empty();
            dirty = true;
            refused = refused.or(() -> command(Phase.MAIL, mailCommand(envelope, mail.length)))
                    .or(() -> command(Phase.RCPT, rcptCommand(envelope)))
                    .or(() -> command(Phase.DATA, "DATA"));
            return refused.isPresent() ? refused.get() : body(mail, envelope.right());
        } catch (Broken trouble) {
            broken = true;
            return Reply.none(phase, trouble(trouble));
        }
    }

    private Reply body(byte[] mail, BooleanSupplier right) {
        // as long as the last byte has not left, the server cannot have taken the mail
        phase = Phase.DATA;
        byte[] stuffed = DotStuffing.of(mail);
        int sent = 0;
        for (; stuffed.length - sent > PIECE; sent += PIECE) {
            check(right);
            put(Arrays.copyOfRange(stuffed, sent, sent + PIECE));
        }
        check(right);
        write(Arrays.copyOfRange(stuffed, sent, stuffed.length));
        phase = Phase.BODY;
        Reply reply = read(Phase.BODY);
        dirty = !reply.isPositive();
        return reply;
    }

    /** A process that stood still for a while must not finish a mail that another one has taken over. */
    private static void check(BooleanSupplier right) {
        if (!right.getAsBoolean()) {
            throw new Broken(new IOException("the right to send this mail has ended"));
        }
    }

    /** Sends a command; returns the reply unless the server says to go on. */
    private Optional<Reply> command(Phase in, String command) {
        Reply reply = exchange(in, command);
        return reply.isPositive() ? Optional.empty() : Optional.of(reply);
    }

    private Reply exchange(Phase in, String command) {
        phase = in;
        if (command.indexOf('\r') >= 0 || command.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("an SMTP command must be one line");
        }
        write(command.getBytes(StandardCharsets.UTF_8));
        return read(in);
    }

    /** Writes a line or several, the last one without its line end. */
    private void write(byte[] octets) {
        byte[] line = Arrays.copyOf(octets, octets.length + 2);
        line[octets.length] = '\r';
        line[octets.length + 1] = '\n';
        put(line);
    }

    private void put(byte[] octets) {
        try {
            sockets.output().write(octets);
        } catch (IOException failed) {
            throw new Broken(failed);
        }
    }

    private Reply read(Phase in) {
        try {
            int code = readServerResponse();
            if (code < 200) {
                throw new Broken(new IOException("the server closed the connection"));
            }
            broken |= code == 421;
            return Reply.parse(in, getLastServerResponse());
        } catch (MessagingException failed) {
            throw new Broken(failed);
        }
    }

    private String mailCommand(Envelope envelope, int size) {
        String command = "MAIL FROM:<" + envelope.sender() + ">";
        if (supportsExtension("SIZE")) {
            command += " SIZE=" + size;
        }
        if (envelope.smtpUtf8()) {
            command += " BODY=8BITMIME SMTPUTF8";
        }
        return supportsExtension("DSN") ? command + " RET=HDRS ENVID=" + Xtext.encode(envelope.id()) : command;
    }

    private String rcptCommand(Envelope envelope) {
        String address = envelope.recipient().toString();
        String command = "RCPT TO:<" + address + ">";
        if (!supportsExtension("DSN")) {
            return command;
        }
        String original = envelope.smtpUtf8() ? "utf-8;" + address : "rfc822;" + Xtext.encode(address);
        return command + " NOTIFY=FAILURE,DELAY ORCPT=" + original;
    }

    /** Ends the session, without waiting for the server's good-bye. */
    @Override
    public synchronized void close() {
        try {
            super.close();
        } catch (MessagingException | IllegalStateException gone) {
            broken = true;
        }
        broken = true;
    }

    /** The connection is of no use any more. */
    private static final class Broken extends RuntimeException {
        Broken(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
