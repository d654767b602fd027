package sendepostfach.delivery;

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

        @Override
        void close();
    }
}
