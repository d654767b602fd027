package sendepostfach.delivery;

/** Makes each recipient's finished mail. */
@FunctionalInterface
public interface MailSource {
    Outgoing mailFor(Due recipient);

    /** A finished mail: CR LF line ends, no dots stuffed. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Outgoing(Envelope envelope, byte[] mail) {}
}
