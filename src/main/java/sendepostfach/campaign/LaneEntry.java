package sendepostfach.campaign;

import java.time.Instant;
import java.util.Optional;

/**
 * A lane as the ledger knows it.
 *
 * @param campaign the campaign's number
 * @param lane the lane's number within the campaign
 * @param name its name: its site's, or tail-1 and so on
 * @param mixed whether it bundles many small sites
 * @param round counts how often it was opened, from 1; a finished lane may be opened again
 * @param state where it stands
 * @param reason why it waits, in the server's words where it is the server's doing
 * @param nextRun when it runs next
 * @param suspendedUntil the end of its site's or mailbox's rest
 * @param leaseUntil until when a run holds it, unless that renews or ends
 */
public record LaneEntry(
        long campaign,
        int lane,
        String name,
        boolean mixed,
        int round,
        LaneState state,
        String reason,
        Optional<Instant> nextRun,
        Optional<Instant> suspendedUntil,
        Optional<Instant> leaseUntil) {}
