package sendepostfach.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.sandbox.MailTransaction.Recipient;

/**
 * DATA: takes the mail, asks the recipients' providers again, and keeps it. The library's own leaves the transaction open
 * after a refusal, against RFC 5321, section 4.1.1.4.
 */
final class DataCommand extends BaseCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DataCommand.class);

    private final Reception reception;

    DataCommand(Reception reception) {
        super("DATA", "Following text is collected as the message.\nEnd data with <CR><LF>.<CR><LF>");
        this.reception = reception;
    }

    @Override
    public void execute(String line, Session session) throws IOException {
        if (!session.isMailTransactionInProgress()) {
            Wire.say(session, "503 5.5.1 Error: need RCPT command");
            return;
        }
        List<Recipient> recipients = MailTransaction.of(session).recipients();
        if (recipients.isEmpty()) {
            Wire.say(session, "554 5.5.1 Error: no valid recipients");
            return;
        }
        for (Recipient recipient : recipients) {
            if (Wire.answer(session, recipient.provider(), Phase.DATA, recipient.attempt())
                    .isPresent()) {
                return;
            }
        }
        Wire.say(session, "354 End data with <CR><LF>.<CR><LF>");
        try {
            finish(session, recipients);
        } catch (EOFException | SocketException clientHasGone) {
            session.quit();
        } finally {
            session.resetMailTransaction();
        }
    }

    private void finish(Session session, List<Recipient> recipients) throws IOException {
        Optional<byte[]> body =
                DotBlock.read(session.getRawInput(), session.getServer().getMaxMessageSize());
        if (body.isEmpty()) {
            recipients.forEach(recipient -> recipient.provider().count(ReplyKind.MESSAGE_TOO_BIG));
            Wire.say(session, "552 5.3.4 Error: message file too big");
            return;
        }
        for (Recipient recipient : recipients) {
            Attempt attempt = recipient.attempt().with(body.get());
            Optional<SmtpAnswer> answer = recipient.provider().at(Phase.BODY, attempt);
            if (answer.isPresent()) {
                if (!(answer.get() instanceof SmtpAnswer.Break broken && broken.keepsMail())
                        || keep(session, recipients, body.get())) {
                    recipients.forEach(one -> one.provider().count(answer.get()));
                }
                Wire.give(session, answer.get(), attempt);
                return;
            }
        }
        if (keep(session, recipients, body.get())) {
            recipients.forEach(recipient -> recipient.provider().countAccepted());
            Recipient first = recipients.get(0);
            Wire.say(session, first.provider().accepts().fillFor(first.attempt(), Sandbox.HOST));
        } else {
            recipients.forEach(recipient -> recipient.provider().count(ReplyKind.TRANSIENT));
            Wire.say(session, "452 4.3.1 Insufficient system storage");
        }
    }

    /** Whether the mail is safe on the disk, where it belongs there. */
    private boolean keep(Session session, List<Recipient> recipients, byte[] body) {
        if (reception.store().isEmpty()) {
            return true;
        }
        try {
            reception.store().get().keep(recipients, session.getHelo().orElse("unknown"), reception.now(), body);
            return true;
        } catch (IOException trouble) {
            LOG.warn("The sandbox could not keep a mail and has put it off: {}", trouble.toString());
            return false;
        }
    }
}
