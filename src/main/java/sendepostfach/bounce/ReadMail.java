package sendepostfach.bounce;

import java.util.List;

/**
 * A mail of the bounce mailbox, read.
 *
 * @param digest the SHA-256 of its bytes, by which it is known when it is read again
 * @param understood whether it needs nobody's look: auto-replies, too
 * @param news what it says of our mails
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ReadMail(byte[] digest, boolean understood, List<News> news) {
    public ReadMail {
        news = List.copyOf(news);
    }
}
