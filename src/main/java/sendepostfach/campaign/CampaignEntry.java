package sendepostfach.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A campaign as the ledger knows it.
 *
 * @param id its number
 * @param name its name
 * @param uid random; stands in Message-IDs
 * @param state where it stands
 * @param reason why it was paused, stopped or cancelled; empty otherwise
 * @param mailbox the mailbox's name
 * @param jobFile where the job came from
 * @param header the list's column names; empty until the list was opened
 * @param fileRows rows of the list; empty until it is wholly read
 * @param createdAt when it became known
 * @param opensAt when the first mail may leave
 * @param settledAt when its account was written
 */
public record CampaignEntry(
        long id,
        String name,
        String uid,
        CampaignState state,
        String reason,
        String mailbox,
        String jobFile,
        List<String> header,
        OptionalInt fileRows,
        Instant createdAt,
        Instant opensAt,
        Optional<Instant> settledAt) {
    /** The same campaign with its account written. */
    public CampaignEntry settled(Instant now) {
        CampaignState ended = state.isEnded() ? state : CampaignState.SETTLED;
        return new CampaignEntry(
                id, name, uid, ended, reason, mailbox, jobFile, header, fileRows, createdAt, opensAt, Optional.of(now));
    }
}
