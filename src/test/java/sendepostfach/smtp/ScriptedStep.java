package sendepostfach.smtp;

import java.util.List;

/**
 * Where a session stands when a {@link ScriptedServer} has to answer.
 *
 * @param event what the client has done
 * @param line the command line as it came; empty at CONNECT and END_OF_DATA
 * @param connection the number of the connection, from 1
 * @param message the number of the message on this connection, from 1 at its MAIL; 0 before the first
 * @param sender what MAIL FROM said; empty before
 * @param recipients the recipients accepted so far, and at RCPT the one in question as the last
 * @param mail the mail at END_OF_DATA; empty before
 * @param attempt at END_OF_DATA: how often a mail with this Message-ID has come, this time included; 0 before
 * @param isEncrypted whether TLS is on
 */
public record ScriptedStep(
        Event event,
        String line,
        int connection,
        int message,
        String sender,
        List<String> recipients,
        String mail,
        int attempt,
        boolean isEncrypted) {

    /** What the client has done. */
    public enum Event {
        CONNECT,
        HELO,
        EHLO,
        STARTTLS,
        /** AUTH, and each line by which the client goes on in it. */
        AUTH,
        MAIL,
        RCPT,
        DATA,
        END_OF_DATA,
        RSET,
        NOOP,
        QUIT,
        /** Any other line. */
        OTHER
    }

    /** Whether it is this event. */
    public boolean is(Event other) {
        return event == other;
    }

    /** The recipient that has just been named; empty where there is none. */
    public String recipient() {
        return recipients.isEmpty() ? "" : recipients.get(recipients.size() - 1);
    }

    /** The Message-ID of the mail with its brackets; empty where it has none. */
    public String messageId() {
        return ReceivedMail.header(mail, "Message-ID");
    }
}
