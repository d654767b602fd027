package sendepostfach.bounce;

import java.util.Optional;

import sendepostfach.campaign.EnhancedStatus;
import sendepostfach.campaign.ReplyKind;

/**
 * What a returned mail says about one recipient.
 *
 * @param type what has become of the mail
 * @param recipient the address that we sent to; empty where the mail does not tell
 * @param finalRecipient the address at which it ended, behind aliases and forwardings; empty where the mail does not tell
 * @param status the enhanced status code, the more specific one where field and reply differ
 * @param reply what the server said, in one line; empty text where the mail does not tell
 * @param kind what the reply means by the reply table; empty for complaints, auto-replies and where there is nothing to mean
 * @param permanent whether this address is refused for good, so that no further mail should be tried
 */
public record Finding(
        FindingType type,
        Optional<String> recipient,
        Optional<String> finalRecipient,
        Optional<EnhancedStatus> status,
        String reply,
        Optional<ReplyKind> kind,
        boolean permanent) {

    public Finding {
        if (permanent && type != FindingType.FAILED) {
            throw new IllegalArgumentException("only a failed delivery can be permanent: " + type);
        }
        if (kind.isPresent() && (type == FindingType.COMPLAINT || type == FindingType.AUTO_REPLY)) {
            throw new IllegalArgumentException("a reply has a kind, a " + type + " has none: " + kind.get());
        }
    }

    /** A finding without a reply. */
    static Finding of(FindingType type, Optional<String> recipient) {
        return new Finding(type, recipient, recipient, Optional.empty(), "", Optional.empty(), false);
    }
}
