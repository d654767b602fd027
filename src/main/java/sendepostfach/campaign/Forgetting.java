package sendepostfach.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deletes what is known about people once a campaign has been over for long enough. Its totals stay. */
public interface Forgetting {
    /** Campaigns that ended by then and whose recipients are still known. */
    List<Long> endedBy(Instant time);

    /** Deletes a campaign's recipients, its rejected rows and what servers said about them; goes on where it broke off. */
    void forget(long campaign, Instant now);

    /** When a campaign's recipients were deleted, if they were. */
    Optional<Instant> forgottenAt(long campaign);
}
