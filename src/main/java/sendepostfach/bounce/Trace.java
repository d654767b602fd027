package sendepostfach.bounce;

import java.util.List;
import java.util.Optional;

/**
 * What leads from a returned mail to the mail that it is about. All of it is claimed by whoever wrote the returned mail, and
 * none of it is checked here.
 *
 * @param messageId the Message-ID of the mail that it is about, without angle brackets: from the returned part, or else from
 *     In-Reply-To and References
 * @param envelopeId the ENVID given at submission, xtext decoded (RFC 3461, 4.4)
 * @param ownId the value of our own header in the returned part
 * @param deliveredTo the addresses that the returned mail itself came to (Delivered-To, X-Original-To, To and the like), in
 *     this order: one of them is the envelope sender of the mail that it is about
 */
public record Trace(
        Optional<String> messageId, Optional<String> envelopeId, Optional<String> ownId, List<String> deliveredTo) {
    /** The header by which our mails name their campaign and row. */
    public static final String OWN_HEADER = "X-Sendepostfach-Id";

    public Trace {
        deliveredTo = List.copyOf(deliveredTo);
    }
}
