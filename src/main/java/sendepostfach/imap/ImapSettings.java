package sendepostfach.imap;

import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/**
 * How IMAP folders are read.
 *
 * @param connectWithin how long a connection may take to come about
 * @param replyWithin how long the server may take to answer
 * @param mails how many mails are read at a time
 * @param mailBytes how much of one mail is read
 * @param bytes how much is read at a time, but for a single mail
 * @param trust makes the TLS sockets, and so decides whom they trust
 */
public record ImapSettings(
        Duration connectWithin, Duration replyWithin, int mails, int mailBytes, int bytes, SSLSocketFactory trust) {
    /** Settings that suit, with the trust of the Java runtime. */
    public static ImapSettings standard() {
        return new ImapSettings(Duration.ofSeconds(30), Duration.ofMinutes(2), 200, 1 << 20, 8 << 20, (SSLSocketFactory)
                SSLSocketFactory.getDefault());
    }
}
