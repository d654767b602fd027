package sendepostfach.bounce;

import java.util.Locale;

/** What a returned mail says has become of a recipient's mail. */
public enum FindingType {
    /** It was given up (RFC 3464: {@code failed}). */
    FAILED,
    /** It is still being tried; nothing is decided ({@code delayed}). */
    DELAYED,
    /** It is in the recipient's mailbox ({@code delivered}). */
    DELIVERED,
    /** It was handed to a server that sends no reports ({@code relayed}). */
    RELAYED,
    /** It was handed on to the members of a list or the target of an alias ({@code expanded}). */
    EXPANDED,
    /** The recipient calls it spam (RFC 5965). */
    COMPLAINT,
    /** A machine answered in the recipient's place: vacation, challenge, receipt (RFC 3834, RFC 8098). */
    AUTO_REPLY,
    /** None of these: an answer of a person, or something that only a person understands. */
    NONE;

    /** The name as commands write it: {@code relayed} and {@code expanded} are told as {@code delivered}. */
    @Override
    public String toString() {
        return switch (this) {
            case RELAYED, EXPANDED -> DELIVERED.toString();
            case FAILED, DELAYED, DELIVERED, COMPLAINT, AUTO_REPLY, NONE ->
                name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
