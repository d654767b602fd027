package sendepostfach.delivery;

import java.util.Optional;

import sendepostfach.campaign.Reply;

/** A sending mailbox as delivery sees it: connections that are kept open, pooled, and given out fairly. */
public interface SendingMailbox {
    /** Waits for a connection that is ready to send; or says why there is none. */
    Borrowed borrow() throws InterruptedException;

    /** A connection, or the reply (or trouble) that prevented it. */
    sealed interface Borrowed {
        record Ready(Connection connection) implements Borrowed {}

        record Failed(Reply reply) implements Borrowed {}
    }

    /** A connection on loan. Closing gives it back. */
    interface Connection extends AutoCloseable {
        /**
         * Sends one mail to one recipient and returns the deciding reply: the acceptance after the last byte, or the first
         * refusal. A reply without code in phase BODY means that the connection broke after the last byte: nobody can say
         * whether the server took the mail.
         */
        Reply send(Envelope envelope, byte[] mail);

        /**
         * Sends one mail like {@link #send(Envelope, byte[])}, and lets the envelope of the next one go ahead where that spares
         * a round trip. The next mail to be sent is then that one, or it is withdrawn.
         */
        default Reply send(MailSource.Outgoing mail, Optional<MailSource.Outgoing> next) {
            return send(mail.envelope(), mail.mail());
        }

        /** Whether another mail may follow on this loan; otherwise it should be given back. */
        default boolean takesMore() {
            return false;
        }

        /** Whether the next mail's envelope has gone ahead. */
        default boolean isAhead() {
            return false;
        }

        /** The mail whose envelope has gone ahead will not be sent. */
        default void withdraw() {}

        @Override
        void close();
    }
}
