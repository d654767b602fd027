package sendepostfach.delivery;

import java.time.Instant;
import java.util.Optional;

import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Verdict;

/**
 * What became of a claimed recipient.
 *
 * @param row the row's number in the list
 * @param state the state it goes to from CLAIMED
 * @param attempts attempts made, this one included where it counts
 * @param firstTryAt when the first counted attempt was
 * @param dueAt when it is due again; empty once decided
 * @param at when this happened
 * @param trouble the reply and its meaning, where the attempt counts and was no acceptance
 */
public record Outcome(
        int row,
        RecipientState state,
        int attempts,
        Optional<Instant> firstTryAt,
        Optional<Instant> dueAt,
        Instant at,
        Optional<Trouble> trouble) {
    public record Trouble(Reply reply, Verdict verdict) {}

    public Outcome {
        if (!RecipientState.CLAIMED.mayBecome(state)) {
            throw new IllegalArgumentException("a claimed recipient cannot become " + state);
        }
        if (state.isOpen() != dueAt.isPresent()) {
            throw new IllegalArgumentException("a recipient has a due time as long as it is open: " + state);
        }
    }
}
