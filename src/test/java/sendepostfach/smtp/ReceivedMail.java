package sendepostfach.smtp;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A mail whose last byte has come to a {@link ScriptedServer}, whatever it answered then.
 *
 * @param messageId its Message-ID with brackets; empty where it has none
 * @param sender what MAIL FROM said
 * @param recipients what RCPT TO said and was accepted
 * @param text headers and body, dots undone, as ISO-8859-1, so that each char is a byte
 * @param at when its last byte came
 * @param connection the number of the connection, from 1
 * @param wasAccepted whether the answer was positive
 */
public record ReceivedMail(
        String messageId,
        String sender,
        List<String> recipients,
        String text,
        Instant at,
        int connection,
        boolean wasAccepted) {

    /** The value of its first header of this name, unfolded; empty where there is none. */
    public String header(String name) {
        return header(text, name);
    }

    static String header(String mail, String name) {
        int end = mail.indexOf("\r\n\r\n");
        String headers = ("\r\n" + (end < 0 ? mail : mail.substring(0, end))).replaceAll("\r\n[ \t]+", " ");
        int start = headers.toLowerCase(Locale.ROOT).indexOf("\r\n" + name.toLowerCase(Locale.ROOT) + ":");
        if (start < 0) {
            return "";
        }
        int value = start + 2 + name.length() + 1;
        int stop = headers.indexOf("\r\n", value);
        return headers.substring(value, stop < 0 ? headers.length() : stop).strip();
    }
}
