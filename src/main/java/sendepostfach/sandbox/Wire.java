package sendepostfach.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.subethamail.smtp.server.Session;

import sendepostfach.campaign.Phase;

/** How answers get to the client. */
final class Wire {
    private static final int LINGER_MILLIS = 1_000;

    private Wire() {}

    /**
     * Says this, in UTF-8, whatever the machine's charset: an address in a reply may need it (RFC 6531). That the client has
     * gone is no trouble of ours: the session ends without a word in the log.
     */
    static void say(Session session, String reply) throws IOException {
        try {
            session.getSocket().getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (SocketException clientHasGone) {
            session.quit();
        }
    }

    /**
     * Asks the provider, counts its answer and gives it to the client.
     *
     * @return the answer; empty where the provider says yes, and the client has been told nothing yet
     */
    static Optional<SmtpAnswer> answer(Session session, Provider provider, Phase phase, Attempt attempt)
            throws IOException {
        Optional<SmtpAnswer> answer = provider.at(phase, attempt);
        if (answer.isPresent()) {
            provider.count(answer.get());
            give(session, answer.get(), attempt);
        }
        return answer;
    }

    /** Gives this answer to the client. */
    static void give(Session session, SmtpAnswer answer, Attempt attempt) throws IOException {
        if (answer instanceof SmtpAnswer.Say say) {
            say(session, say.text().fillFor(attempt, Sandbox.HOST));
            if (say.text().closes()) {
                close(session);
            }
        } else {
            session.quit();
        }
    }

    /**
     * Ends the connection so that the last reply arrives: closing while pipelined commands lie unread would reset the
     * connection, and the reply could be lost on the way.
     */
    private static void close(Session session) {
        try {
            Socket socket = session.getSocket();
            socket.shutdownOutput();
            socket.setSoTimeout(LINGER_MILLIS);
            InputStream input = session.getRawInput();
            byte[] ignored = new byte[8192];
            while (input.read(ignored) >= 0) {
                // what the client still says is of no interest
            }
        } catch (IOException clientHasGone) {
            // which is what we wait for
        }
        session.quit();
    }
}
