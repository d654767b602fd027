package sendepostfach.campaign;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a row of the distribution list stands. Every row is in exactly one state at any moment, so the rows of the file
 * equal the sum over all states. The one table of allowed transitions is here.
 */
public enum RecipientState {
    /** Not taken at import: duplicate, suppressed, malformed address or unreadable row. */
    REJECTED,
    /** Taken, not tried yet. */
    QUEUED,
    /** About to be sent or being sent by a run that holds the lane's lease. */
    CLAIMED,
    /** The server took responsibility with a 2xx reply after the last byte. */
    ACCEPTED,
    /** Put off for now; due again at a known time. */
    DEFERRED,
    /** Refused for good, for a reason that is about this recipient. */
    REFUSED,
    /** The connection broke between the last byte and the reply, or the program was killed there. */
    UNCERTAIN,
    /** The window closed before the mail could be delivered. */
    EXPIRED,
    /** Accepted, and returned later by a delivery status notification. */
    BOUNCED,
    /** Accepted, and complained about later. */
    COMPLAINED,
    /** Accepted, and confirmed later by a delivery status notification. */
    DELIVERED,
    /** Withdrawn before it was decided: an operator ended the campaign, or the recipient was suppressed since the import. */
    CANCELLED;

    private static final Map<RecipientState, Set<RecipientState>> NEXT = new EnumMap<>(RecipientState.class);

    static {
        allow(QUEUED, CLAIMED, DEFERRED, REFUSED, EXPIRED, CANCELLED, REJECTED);
        allow(CLAIMED, QUEUED, ACCEPTED, DEFERRED, REFUSED, UNCERTAIN, EXPIRED);
        allow(DEFERRED, CLAIMED, REFUSED, EXPIRED, CANCELLED);
        allow(UNCERTAIN, DEFERRED, ACCEPTED, REFUSED, EXPIRED, BOUNCED, COMPLAINED, DELIVERED, CANCELLED);
        // back to DEFERRED: returned for a reason that may pass, and the job says to send it again
        allow(ACCEPTED, BOUNCED, COMPLAINED, DELIVERED, DEFERRED);
        allow(DELIVERED, BOUNCED, COMPLAINED);
        allow(BOUNCED, COMPLAINED);
    }

    private static void allow(RecipientState from, RecipientState... to) {
        NEXT.put(from, EnumSet.of(to[0], to));
    }

    /** Whether a recipient in this state may go to {@code next}. */
    public boolean mayBecome(RecipientState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether delivery still has something to do for a recipient in this state. */
    public boolean isOpen() {
        return this == QUEUED || this == CLAIMED || this == DEFERRED;
    }

    /** Whether the sender should hear of a recipient in this state as not reached. */
    public boolean isUndelivered() {
        return switch (this) {
            case REFUSED, EXPIRED, BOUNCED, UNCERTAIN, CANCELLED, DEFERRED, QUEUED, CLAIMED -> true;
            case REJECTED, ACCEPTED, COMPLAINED, DELIVERED -> false;
        };
    }
}
