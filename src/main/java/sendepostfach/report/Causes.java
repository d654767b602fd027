package sendepostfach.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.RecipientState;

/** Why recipients are not through yet, or never will be. To ask is expensive: all of a campaign's rows are read. */
@FunctionalInterface
public interface Causes {
    /**
     * Recipients of a lane that are in a state for the same kind of reason.
     *
     * @param lane the lane; 0: not routed
     * @param state the state
     * @param kind of the last reply; empty where there was none
     * @param recipients how many
     * @param firstTry the earliest first attempt among them; their window runs from it
     * @param nextDue when the first of them is due again
     * @param reply the last reply to one of them, in the server's words
     * @param phase the phase in which it was said
     */
    record Cause(
            int lane,
            RecipientState state,
            Optional<String> kind,
            int recipients,
            Optional<Instant> firstTry,
            Optional<Instant> nextDue,
            Optional<String> reply,
            Optional<String> phase) {}

    /** The causes, the most frequent first. */
    List<Cause> of(long campaign);
}
