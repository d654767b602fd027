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

/**
 * Claims recipients for a run: only those that still are in the state in which they were read, only for the latest run, and
 * nobody who is suppressed. One statement does it for all where nothing speaks against any of them.
 */
final class ClaimStatements {
    private final Database db;
    private final SuppressionStatements suppressions;
    private final WithheldStatements withheld;

    ClaimStatements(Database db) {
        this.db = db;
        this.suppressions = new SuppressionStatements(db);
        this.withheld = new WithheldStatements(db, suppressions);
    }

    /** Returns the rows that now belong to the run; the caller writes the tally. */
    Set<Integer> claim(LaneLease lease, Collection<Due> recipients, Instant now, Database.Tally tally) {
        var won = new HashSet<Integer>();
        for (RecipientState from : List.of(RecipientState.QUEUED, RecipientState.DEFERRED)) {
            List<Due> some = recipients.stream()
                    .filter(due -> due.state() == from)
                    .sorted((a, b) -> Integer.compare(a.row(), b.row()))
                    .toList();
            if (!some.isEmpty() && !claimAll(lease, some, from, now, tally, won)) {
                List<Due> rest =
                        some.stream().filter(due -> !won.contains(due.row())).toList();
                claimSome(lease, withheld.withhold(lease, rest, now), from, now, tally, won);
            }
        }
        return won;
    }

    /** Whether all are claimed now. Where any of them is suppressed, none is. */
    private boolean claimAll(
            LaneLease lease, List<Due> some, RecipientState from, Instant now, Database.Tally tally, Set<Integer> won) {
        if (withheld.knowsOneToForget(some)) {
            return false;
        }
        SuppressionStatements.Condition none = suppressions.none(lease.campaign(), some);
        return claim(lease, some, from, now, none, tally, won);
    }

    private void claimSome(
            LaneLease lease,
            List<Due> allowed,
            RecipientState from,
            Instant now,
            Database.Tally tally,
            Set<Integer> won) {
        if (!allowed.isEmpty()) {
            claim(lease, allowed, from, now, SuppressionStatements.Condition.HOLDS, tally, won);
        }
    }

    private boolean claim(
            LaneLease lease,
            List<Due> some,
            RecipientState from,
            Instant now,
            SuppressionStatements.Condition condition,
            Database.Tally tally,
            Set<Integer> won) {
        List<Integer> rows = some.stream().map(Due::row).toList();
        int changed = db.jdbc.update(
                "UPDATE recipient SET state = 'CLAIMED', claimed_by = ?, changed_at = ? WHERE "
                        + Database.isOneOf("row_no", rows.size())
                        + " AND state = ? AND EXISTS (SELECT 1 FROM lane l WHERE l.campaign_id = ? AND l.lane_no = ?"
                        + " AND l.run = ?)" + condition.sql(),
                values(
                        lease.run(),
                        now.toEpochMilli(),
                        Database.keys(lease.campaign(), rows),
                        from.name(),
                        lease.campaign(),
                        lease.lane(),
                        lease.run(),
                        condition.values()));
        tally.move(lease.lane(), from, RecipientState.CLAIMED, changed);
        // a claim that is made again since nobody knows whether it was kept changes nothing, and has won all the same
        won.addAll(changed == rows.size() ? rows : claimed(lease, rows, now));
        return changed == rows.size();
    }

    private List<Integer> claimed(LaneLease lease, List<Integer> rows, Instant now) {
        return db.jdbc.queryForList(
                "SELECT row_no FROM recipient WHERE " + Database.isOneOf("row_no", rows.size())
                        + " AND state = 'CLAIMED' AND claimed_by = ? AND changed_at = ?",
                Integer.class,
                values(Database.keys(lease.campaign(), rows), lease.run(), now.toEpochMilli()));
    }
}
