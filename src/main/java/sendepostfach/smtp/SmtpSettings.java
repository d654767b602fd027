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
    /** Settings that suit, with the trust of the Java runtime. */
    public static SmtpSettings standard(String localName) {
        return new SmtpSettings(localName, Duration.ofSeconds(30), Duration.ofMinutes(5), (SSLSocketFactory)
                SSLSocketFactory.getDefault());
    }
}
