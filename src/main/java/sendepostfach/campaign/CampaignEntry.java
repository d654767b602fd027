package sendepostfach.campaign;

import java.time.Duration;
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
    /** After so long a server has given up every mail and said so: five days of the window, five of its own. */
    private static final Duration LONGEST = Duration.ofDays(10);
    /** How long a server keeps trying. */
    private static final Duration OF_A_SERVER = Duration.ofDays(5);

    /** When no more mails come back, so that the account is final; empty before it is first written. */
    public Optional<Instant> finalAt() {
        return settledAt.map(settled -> {
            Instant byOpening = opensAt.plus(LONGEST);
            Instant bySettlement = settled.plus(OF_A_SERVER);
            return byOpening.isAfter(bySettlement) ? byOpening : bySettlement;
        });
    }

    /** The same campaign with its account written. */
    public CampaignEntry settled(Instant now) {
        CampaignState ended = state.isEnded() ? state : CampaignState.SETTLED;
        return new CampaignEntry(
                id, name, uid, ended, reason, mailbox, jobFile, header, fileRows, createdAt, opensAt, Optional.of(now));
    }
}
