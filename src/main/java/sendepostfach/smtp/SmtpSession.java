package sendepostfach.smtp;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;

import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Text;
import sendepostfach.delivery.MailSource.Outgoing;

/**
 * One SMTP session. Connecting, TLS and AUTH are Jakarta Mail's; the mail transactions are a {@link Dialogue}, so that every
 * reply is known with its phase, and a break after the last byte is told from one before it.
 */
final class SmtpSession extends SMTPTransport {
    /** A server that takes longer for a NOOP is as good as gone. */
    private static final Duration NOOP_WITHIN = Duration.ofSeconds(10);

    private static final String NO_STARTTLS =
            "the server offers no STARTTLS, which the mailbox asks for (security: starttls); nothing was sent in clear";

    private final Mailbox mailbox;
    private final SmtpSettings settings;
    private final SessionSockets sockets;
    private Phase phase = Phase.CONNECT;
    private Offers offers = Offers.NONE;
    private @Nullable Dialogue dialogue;
    private Text trouble = Text.NONE;

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
        this.settings = settings;
        this.sockets = sockets;
    }

    private static Properties properties(Mailbox mailbox, SmtpSettings settings, SessionSockets sockets) {
        var properties = new Properties();
        properties.put("mail.smtp.localhost", settings.localName());
        // as text: a number of another type than int is taken for none, and none means for ever
        properties.put(
                "mail.smtp.connectiontimeout",
                String.valueOf(settings.connectWithin().toMillis()));
        properties.put(
                "mail.smtp.timeout", String.valueOf(settings.replyWithin().toMillis()));
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
            offers = Offers.of(this::offered);
            dialogue = new Dialogue(new Wire(sockets.current(), settings.replyWithin()), offers);
            return Optional.empty();
        } catch (MessagingException failed) {
            String said = getLastServerResponse();
            boolean refused = said != null && getLastReturnCode() >= 400;
            return Optional.of(refused ? said(Reply.parse(phase, withoutSecret(said))) : unsaid(failed));
        } catch (IOException failed) {
            return Optional.of(unsaid(failed));
        }
    }

    private Reply said(Reply reply) {
        trouble = Text.same(reply.oneLine());
        return reply;
    }

    private Reply unsaid(Exception failed) {
        Reply none = Reply.none(phase, trouble(failed));
        boolean lacksStartTls = none.text().contains(NO_STARTTLS);
        trouble = SessionTrouble.of(none.oneLine(), mailbox.host() + ":" + mailbox.port(), failed, lacksStartTls);
        return none;
    }

    /** What prevented the session when it was opened, for people; empty where nothing did. */
    synchronized Text trouble() {
        return trouble;
    }

    /** Some servers repeat what they refuse. */
    private String withoutSecret(String said) {
        return mailbox.login().map(login -> login.secret().takenOutOf(said)).orElse(said);
    }

    private @Nullable String offered(String keyword) {
        return supportsExtension(keyword) ? Objects.requireNonNullElse(getExtensionParameter(keyword), "") : null;
    }

    private String trouble(Exception failed) {
        Throwable cause = failed;
        boolean certificate = cause instanceof CertificateException;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
            certificate |= cause instanceof CertificateException;
        }
        String what =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        if (mailbox.security() == Security.STARTTLS && !supportsExtension("STARTTLS") && what.contains("STARTTLS")) {
            return inContext(NO_STARTTLS);
        }
        return inContext(certificate ? "the server's certificate is not accepted: " + what : withoutSecret(what));
    }

    private String inContext(String trouble) {
        return mailbox.host() + ":" + mailbox.port() + ": " + trouble;
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
        return dialogue != null && dialogue.isUsable();
    }

    /** Whether a mail's envelope has gone ahead, see {@link #send}. */
    synchronized boolean isAhead() {
        return dialogue != null && dialogue.isAhead();
    }

    /** Which of these the server offers. */
    synchronized Set<String> offered(Set<String> extensions) {
        return extensions.stream().filter(this::supportsExtension).collect(Collectors.toUnmodifiableSet());
    }

    /** The largest mail that the server takes (RFC 1870), if it says so. */
    synchronized OptionalLong largestMail() {
        String size = supportsExtension("SIZE") ? getExtensionParameter("SIZE") : null;
        boolean stated = size != null && size.strip().matches("\\d{1,18}");
        return stated
                ? OptionalLong.of(Long.parseLong(Objects.requireNonNull(size).strip()))
                : OptionalLong.empty();
    }

    /** When the certificate ends that the server has shown, if the connection is encrypted. */
    Optional<Instant> certificateUntil() {
        return sockets.certificate().map(shown -> shown.getNotAfter().toInstant());
    }

    /** What the server says to a sender; the transaction ends there. */
    synchronized Reply trySender(String sender) {
        if (dialogue == null) {
            throw new IllegalStateException("the session is not open");
        }
        return dialogue.trySender(sender);
    }

    /** Whether the server still answers. */
    synchronized boolean answers() {
        Duration within = settings.replyWithin().compareTo(NOOP_WITHIN) < 0 ? settings.replyWithin() : NOOP_WITHIN;
        return dialogue != null && dialogue.answers(within);
    }

    /** How many mails the session may carry, as far as the server says. */
    synchronized long mostMails() {
        return offers.mailMax().orElse(Long.MAX_VALUE);
    }

    /**
     * One mail transaction; the reply that decides it.
     *
     * @param next the mail that comes after this one, whose envelope goes ahead where the server allows it
     */
    synchronized Reply send(Outgoing mail, Optional<Outgoing> next) {
        if (dialogue == null) {
            throw new IllegalStateException("the session is not open");
        }
        Reply reply = dialogue.send(mail, next);
        return reply.code() == 0 ? Reply.none(reply.phase(), inContext(reply.text())) : reply;
    }

    /** Ends the session, without waiting for the server's good-bye. */
    @Override
    public synchronized void close() {
        try {
            if (dialogue == null || !dialogue.isUsable() || dialogue.isAhead()) {
                // QUIT would be taken for a mail's text, or stick in a connection that nobody reads
                WriteGuard.cut(sockets.current());
            }
            super.close();
        } catch (IOException | MessagingException | IllegalStateException gone) {
            // then there is nothing to end
        }
        dialogue = null;
    }
}
