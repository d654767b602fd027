package sendepostfach.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/**
 * MAIL, with Postfix's words. The library's own reads SIZE only as the last parameter, breaks down at a size above 2^31, and
 * refuses addresses by rules that no server has.
 */
final class MailCommand extends BaseCommand {
    private static final List<String> PARAMETERS = List.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH");

    private final Reception reception;

    MailCommand(Reception reception) {
        super("MAIL", "Specifies the sender.", "FROM:<sender> [ <parameters> ]");
        this.reception = reception;
    }

    @Override
    public void execute(String line, Session session) throws IOException {
        if (session.getHelo().isEmpty()) {
            Wire.say(session, "503 5.5.1 Error: send HELO/EHLO first");
            return;
        }
        if (session.isMailTransactionInProgress()) {
            Wire.say(session, "503 5.5.1 Error: nested MAIL command");
            return;
        }
        Optional<EnvelopePath> path = EnvelopePath.parse(line, "MAIL FROM:");
        if (path.isEmpty()) {
            Wire.say(session, "501 5.5.4 Syntax: MAIL FROM:<address>");
            return;
        }
        begin(session, path.get());
    }

    private void begin(Session session, EnvelopePath path) throws IOException {
        Optional<String> stranger = path.otherThan(PARAMETERS);
        if (stranger.isPresent()) {
            Wire.say(session, "555 5.5.4 Unsupported option: " + stranger.get());
            return;
        }
        if (path.size() > session.getServer().getMaxMessageSize()) {
            reception.account().count(ReplyKind.MESSAGE_TOO_BIG);
            Wire.say(session, "552 5.3.4 Message size exceeds fixed limit");
            return;
        }
        if (!path.isAscii() && !path.has("SMTPUTF8")) {
            Wire.say(session, "553 5.6.7 Must declare SMTPUTF8 to send unicode address");
            return;
        }
        Attempt attempt =
                Attempt.toConnect(reception.newId(), Doorman.ip(session)).from(path.address(), path.size());
        if (Wire.answer(session, reception.account(), Phase.MAIL, attempt).isPresent()) {
            return;
        }
        session.startMailTransaction();
        MailTransaction.of(session).begin(attempt, path.has("SMTPUTF8"));
        Wire.say(session, "250 2.1.0 Ok");
    }
}
