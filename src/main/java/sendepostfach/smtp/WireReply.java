package sendepostfach.smtp;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;

/**
 * A whole reply as it came over the wire.
 *
 * @param code its three-digit code, from 200 to 599
 * @param text all lines, parted by LF, each with its code
 */
record WireReply(int code, String text) {
    /** The server is about to close the connection (RFC 5321, section 3.8). */
    static final int CLOSING = 421;

    /** The command does not fit what came before it. */
    static final int BAD_SEQUENCE = 503;

    boolean isDone() {
        return code < 300;
    }

    boolean asksToGoOn() {
        return code >= 300 && code < 400;
    }

    boolean isRefusal() {
        return code >= 400;
    }

    boolean closes() {
        return code == CLOSING;
    }

    Reply in(Phase phase) {
        return Reply.parse(phase, text);
    }
}
