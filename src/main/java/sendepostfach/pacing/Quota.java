package sendepostfach.pacing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import sendepostfach.campaign.Limit;

/**
 * Leave to send, shared by all lanes, campaigns and processes, exact in every sliding window as the server counts: a message
 * counts from the moment it gets leave until its turn has ended plus the window's length. A restart does not refill it.
 */
public interface Quota {
    /**
     * What is asked for.
     *
     * @param scope the mailbox, or one of its sites
     * @param limits all that must agree; none: nothing is counted and everything is granted
     * @param wanted how many messages
     */
    record Wish(String scope, List<Limit> limits, int wanted) {}

    /**
     * What is given.
     *
     * @param granted how many messages may leave now
     * @param more when it makes sense to ask for more
     */
    record Grant(int granted, Instant more) {}

    /** Asks for leave for several scopes at once. The holder is told apart from others by its name. */
    Map<String, Grant> take(String holder, List<Wish> wishes, Instant now);

    /** Ends turns: what was sent counts from now on for the length of each limit's window; unused leave is handed back. */
    void settle(String holder, Collection<Ended> ended);

    /**
     * Takes over what earlier holders were granted and cannot use any more, since their process died. How much of it they had
     * used nobody knows, so all of it counts as sent now.
     *
     * @param holders the part of a holder's name that all runs of a lane share
     */
    void inherit(String holders, String scope, List<Limit> limits, Instant now);

    /**
     * Turns of a scope that have ended.
     *
     * @param scope the mailbox, or one of its sites
     * @param limits the limits that the leave was asked for with
     * @param sentAt when each message that was given to the server was answered
     * @param unused how many turns were not used
     */
    record Ended(String scope, List<Limit> limits, List<Instant> sentAt, int unused) {}
}
