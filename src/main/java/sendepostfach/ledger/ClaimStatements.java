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
                List<Integer> claimed = claim(lease, rows, from, now);
                won.addAll(claimed);
                tally.move(lease.lane(), from, RecipientState.CLAIMED, claimed.size());
            }
        }
        return won;
    }

    private List<Integer> claim(LaneLease lease, List<Integer> rows, RecipientState from, Instant now) {
        String these = " " + Database.isOneOf("row_no", rows.size());
        List<Object> keys = Database.keys(lease.campaign(), rows);
        int changed = db.jdbc.update(
                "UPDATE recipient SET state = 'CLAIMED', claimed_by = ?, changed_at = ? WHERE" + these
                        + " AND state = ? AND EXISTS (SELECT 1 FROM lane l WHERE l.campaign_id = ? AND l.lane_no = ?"
                        + " AND l.run = ?)",
                values(
                        lease.run(),
                        now.toEpochMilli(),
                        keys,
                        from.name(),
                        lease.campaign(),
                        lease.lane(),
                        lease.run()));
        if (changed == rows.size()) {
            return rows;
        }
        return db.jdbc.queryForList(
                "SELECT row_no FROM recipient WHERE" + these + " AND state = 'CLAIMED' AND claimed_by = ?"
                        + " AND changed_at = ?",
                Integer.class,
                values(keys, lease.run(), now.toEpochMilli()));
    }
}
