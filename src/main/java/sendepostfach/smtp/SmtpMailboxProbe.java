package sendepostfach.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Reply;
import sendepostfach.preflight.MailboxProbe;

/** Looks at a mailbox over SMTP, in a session of its own. */
public final class SmtpMailboxProbe implements MailboxProbe {
    private static final Set<String> EXTENSIONS = Set.of("SIZE", "PIPELINING", "DSN", "8BITMIME", "SMTPUTF8");

    private final SmtpSettings settings;

    public SmtpMailboxProbe(SmtpSettings settings) {
        this.settings = settings;
    }

    @Override
    public Seen look(Mailbox mailbox, List<Address> senders) {
        var session = new SmtpSession(mailbox, settings);
        try {
            Optional<Reply> trouble = session.open();
            if (trouble.isPresent()) {
                return new Seen(
                        Optional.of(new Trouble(trouble.get(), session.trouble())),
                        false,
                        Optional.empty(),
                        Set.of(),
                        OptionalLong.empty(),
                        List.of());
            }
            var replies = new ArrayList<Reply>();
            for (Address sender : senders) {
                if (session.isUsable()) {
                    replies.add(session.trySender(sender.toString()));
                }
            }
            return new Seen(
                    Optional.empty(),
                    mailbox.security() != Security.NONE,
                    session.certificateUntil(),
                    session.offered(EXTENSIONS),
                    session.largestMail(),
                    replies);
        } finally {
            session.close();
        }
    }
}
