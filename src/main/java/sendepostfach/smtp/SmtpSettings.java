package sendepostfach.smtp;

import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/**
 * How connections to a mailbox's server behave.
 *
 * @param localName the name given in EHLO
 * @param connectWithin how long a connection may take to come about
 * @param replyWithin how long the server may take to answer; RFC 5321, section 4.5.3.2 asks for 5 to 10 minutes
 * @param trust makes the TLS sockets, and so decides whom they trust
 */
public record SmtpSettings(String localName, Duration connectWithin, Duration replyWithin, SSLSocketFactory trust) {
    public SmtpSettings {
        if (connectWithin.toMillis() < 1 || replyWithin.toMillis() < 1) {
            // no time at all means for ever to a socket
            throw new IllegalArgumentException(
                    "a mail server needs time to answer: " + connectWithin + " and " + replyWithin);
        }
    }

    /** Settings that suit, with the trust of the Java runtime. */
    public static SmtpSettings standard(String localName) {
        return trustingAsTheRuntime(localName, Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    /** With the trust of the Java runtime. */
    public static SmtpSettings trustingAsTheRuntime(String localName, Duration connectWithin, Duration replyWithin) {
        return new SmtpSettings(
                localName, connectWithin, replyWithin, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }
}
