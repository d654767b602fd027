package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import sendepostfach.campaign.RecipientState;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;

/** Claims recipients for a run: only those that still are in the state in which they were read, and only for the latest run. */
final class ClaimStatements {
    private final Database db;

    ClaimStatements(Database db) {
        this.db = db;
    }

    /** Returns the rows that now belong to the run; the caller writes the tally. */
    Set<Integer> claim(LaneLease lease, Collection<Due> recipients, Instant now, Database.Tally tally) {
        var won = new HashSet<Integer>();
        for (RecipientState from : List.of(RecipientState.QUEUED, RecipientState.DEFERRED)) {
            List<Integer> rows = recipients.stream()
                    .filter(due -> due.state() == from)
                    .map(Due::row)
                    .sorted()
                    .toList();
            if (!rows.isEmpty()) {
                int changed = claim(lease, rows, from, now);
                // a claim that is made again since nobody knows whether it was kept changes nothing, and has won all
                // the same
                won.addAll(changed == rows.size() ? rows : claimed(lease, rows, now));
                tally.move(lease.lane(), from, RecipientState.CLAIMED, changed);
            }
        }
        return won;
    }

    private int claim(LaneLease lease, List<Integer> rows, RecipientState from, Instant now) {
        return db.jdbc.update(
                "UPDATE recipient SET state = 'CLAIMED', claimed_by = ?, changed_at = ? WHERE "
                        + Database.isOneOf("row_no", rows.size())
                        + " AND state = ? AND EXISTS (SELECT 1 FROM lane l WHERE l.campaign_id = ? AND l.lane_no = ?"
                        + " AND l.run = ?)",
                values(
                        lease.run(),
                        now.toEpochMilli(),
                        Database.keys(lease.campaign(), rows),
                        from.name(),
                        lease.campaign(),
                        lease.lane(),
                        lease.run()));
    }

    private List<Integer> claimed(LaneLease lease, List<Integer> rows, Instant now) {
        return db.jdbc.queryForList(
                "SELECT row_no FROM recipient WHERE " + Database.isOneOf("row_no", rows.size())
                        + " AND state = 'CLAIMED' AND claimed_by = ? AND changed_at = ?",
                Integer.class,
                values(Database.keys(lease.campaign(), rows), lease.run(), now.toEpochMilli()));
    }
}
