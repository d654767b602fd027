package sendepostfach.campaign;

import java.time.Instant;
import java.util.Optional;

/** What operators do to campaigns. Each call returns how many recipients it touches; with {@code dry} it only says so. */
public interface Steering {
    /**
     * Which recipients of a campaign are meant.
     *
     * @param campaign the campaign's number
     * @param lane only those of this lane
     * @param kind only those whose last reply was of this kind
     */
    record Selection(long campaign, Optional<Integer> lane, Optional<ReplyKind> kind) {}

    /** Halts the campaign, or one lane of it. */
    int pause(Selection selection, Instant now, boolean dry);

    /** Ends a halt. What stopped the campaign is decided by that: only further refusals of the mail stop it again. */
    int resume(Selection selection, Instant now, boolean dry);

    /** Makes deferred recipients due now. */
    int restart(Selection selection, Instant now, boolean dry);

    /** Cancels what is still open or uncertain and not under way. */
    int cancel(Selection selection, Instant now, boolean dry);

    /** Decides on uncertain recipients: due again now, or taken for accepted. */
    int decideUncertain(Selection selection, boolean resend, Instant now, boolean dry);
}
