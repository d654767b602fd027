package sendepostfach.sandbox;

import java.io.IOException;

import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/**
 * EHLO. The library's own announces neither PIPELINING (RFC 2920), which its session can do, nor DSN (RFC 3461) and
 * ENHANCEDSTATUSCODES (RFC 2034), and it announces CHUNKING, which takes each chunk for a whole mail.
 */
final class EhloCommand extends BaseCommand {
    EhloCommand() {
        super("EHLO", "Introduce yourself.", "<hostname>");
    }

    @Override
    public void execute(String line, Session session) throws IOException {
        String[] words = getArgs(line);
        if (words.length < 2) {
            Wire.say(session, "501 Syntax: EHLO hostname");
            return;
        }
        session.resetMailTransaction();
        session.setHelo(words[1]);
        String login = session.getServer()
                .getAuthenticationHandlerFactory()
                .map(AuthenticationHandlerFactory::getAuthenticationMechanisms)
                .map(mechanisms -> "\r\n250-AUTH " + String.join(" ", mechanisms))
                .orElse("");
        Wire.say(
                session,
                "250-" + Sandbox.HOST
                        + "\r\n250-PIPELINING"
                        + "\r\n250-SIZE " + session.getServer().getMaxMessageSize()
                        + login
                        + "\r\n250-ENHANCEDSTATUSCODES"
                        + "\r\n250-8BITMIME"
                        + "\r\n250-DSN"
                        + "\r\n250 SMTPUTF8");
    }
}
