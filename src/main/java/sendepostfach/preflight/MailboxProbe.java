package sendepostfach.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Text;

/** Opens a session with the mailbox's server and looks around. Nothing is sent: after each MAIL FROM follows RSET. */
public interface MailboxProbe {
    /**
     * Connects, protects the connection, logs in, and tries the senders.
     *
     * @param senders what MAIL FROM is tried with, in this order
     */
    Seen look(Mailbox mailbox, List<Address> senders);

    /**
     * What prevented a session.
     *
     * @param reply what the server said, in the phase that it happened in; without a code where it said nothing
     * @param words the same for people; a server's own words are not translated
     */
    record Trouble(Reply reply, Text words) {}

    /**
     * What was seen.
     *
     * @param trouble what prevented the session; empty when it came about
     * @param encrypted whether the connection was encrypted
     * @param certificateUntil when the server's certificate ends, if it showed one
     * @param extensions what the server offers, of SIZE, PIPELINING, DSN, 8BITMIME and SMTPUTF8
     * @param size the largest mail that it takes, in octets, if it says so
     * @param replies what it said to each sender, as far as it was asked
     */
    record Seen(
            Optional<Trouble> trouble,
            boolean encrypted,
            Optional<Instant> certificateUntil,
            Set<String> extensions,
            OptionalLong size,
            List<Reply> replies) {
        public Seen {
            extensions = Set.copyOf(extensions);
            replies = List.copyOf(replies);
        }
    }
}
