package sendepostfach.sandbox;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.Session;

/** One mail on its way, from MAIL to the end of its data; hung up in the library's session, which ends it on RSET. */
final class MailTransaction implements MessageHandler {
    /** A recipient that has been accepted so far, and the provider that has done so. */
    record Recipient(Attempt attempt, Provider provider) {}

    private final List<Recipient> recipients = new ArrayList<>();
    private @Nullable Attempt attempt;
    private boolean smtpUtf8;

    static MailTransaction of(Session session) {
        return (MailTransaction) session.getMessageHandler();
    }

    void begin(Attempt newAttempt, boolean newSmtpUtf8) {
        attempt = newAttempt;
        smtpUtf8 = newSmtpUtf8;
    }

    Attempt attempt() {
        return Objects.requireNonNull(attempt, "MAIL comes first");
    }

    boolean allowsUtf8() {
        return smtpUtf8;
    }

    void add(Recipient recipient) {
        recipients.add(recipient);
    }

    List<Recipient> recipients() {
        return recipients;
    }

    // The library's own MAIL, RCPT and DATA would call these; ours have taken their place.

    @Override
    public void from(String sender) {
        throw new UnsupportedOperationException("replaced by MailCommand");
    }

    @Override
    public void recipient(String recipient) {
        throw new UnsupportedOperationException("replaced by RcptCommand");
    }

    @Override
    public String data(InputStream data) {
        throw new UnsupportedOperationException("replaced by DataCommand");
    }

    @Override
    public void done() {
        // nothing is held open
    }
}
