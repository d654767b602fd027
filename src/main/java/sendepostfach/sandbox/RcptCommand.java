package sendepostfach.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

import sendepostfach.campaign.Phase;

/** RCPT: here the recipient's practice provider decides. Its own words for trouble with the command are Postfix's. */
final class RcptCommand extends BaseCommand {
    private static final List<String> PARAMETERS = List.of("NOTIFY", "ORCPT");
    private static final int MOST = 1_000;

    private final Reception reception;

    RcptCommand(Reception reception) {
        super("RCPT", "Specifies the recipient. Can be used any number of times.", "TO:<recipient> [ <parameters> ]");
        this.reception = reception;
    }

    @Override
    public void execute(String line, Session session) throws IOException {
        if (!session.isMailTransactionInProgress()) {
            Wire.say(session, "503 5.5.1 Error: need MAIL command");
            return;
        }
        Optional<EnvelopePath> path = EnvelopePath.parse(line, "RCPT TO:");
        if (path.isEmpty() || path.get().address().isEmpty()) {
            Wire.say(session, "501 5.5.4 Syntax: RCPT TO:<address>");
            return;
        }
        Optional<String> stranger = path.get().otherThan(PARAMETERS);
        if (stranger.isPresent()) {
            Wire.say(session, "555 5.5.4 Unsupported option: " + stranger.get());
            return;
        }
        add(session, path.get());
    }

    private void add(Session session, EnvelopePath path) throws IOException {
        MailTransaction transaction = MailTransaction.of(session);
        Attempt attempt = transaction.attempt().to(path.address());
        if (transaction.recipients().size() >= MOST) {
            Wire.say(session, "452 4.5.3 Error: too many recipients");
            return;
        }
        if (!path.isAscii() && !transaction.allowsUtf8()) {
            Wire.say(session, "553 5.6.7 Must declare SMTPUTF8 to send unicode address");
            return;
        }
        if (attempt.domain().isEmpty()) {
            Wire.say(
                    session,
                    "504 5.5.2 <" + path.address() + ">: Recipient address rejected: need fully-qualified address");
            return;
        }
        Provider provider = reception.of(attempt.domain());
        if (Wire.answer(session, provider, Phase.RCPT, attempt).isPresent()) {
            return;
        }
        transaction.add(new MailTransaction.Recipient(attempt, provider));
        Wire.say(session, "250 2.1.5 Ok");
    }
}
