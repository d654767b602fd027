package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import sendepostfach.campaign.RecipientState;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;

/** Writes what became of claimed recipients: acceptances in one statement, all else row by row in one batch. */
final class OutcomeStatements {
    private static final String HELD = " AND state = 'CLAIMED' AND claimed_by = ?";

    private final Database db;

    OutcomeStatements(Database db) {
        this.db = db;
    }

    /** Changes the rows that the run still holds; the caller writes the tally. */
    void record(LaneLease lease, Collection<Outcome> all, Database.Tally tally) {
        List<Outcome> accepted = all.stream()
                .filter(each -> each.state() == RecipientState.ACCEPTED)
                .sorted((a, b) -> Integer.compare(a.row(), b.row()))
                .toList();
        List<Outcome> others = all.stream()
                .filter(each -> each.state() != RecipientState.ACCEPTED)
                .sorted((a, b) -> Integer.compare(a.row(), b.row()))
                .toList();
        if (!accepted.isEmpty()) {
            int n = accept(lease, accepted);
            tally.move(lease.lane(), RecipientState.CLAIMED, RecipientState.ACCEPTED, n);
        }
        if (!others.isEmpty()) {
            List<Outcome> done = put(lease, others);
            done.forEach(each -> tally.move(lease.lane(), RecipientState.CLAIMED, each.state(), 1));
            noteAttempts(lease, done);
        }
    }

    private int accept(LaneLease lease, List<Outcome> accepted) {
        long at = latest(accepted).toEpochMilli();
        List<Integer> rows = accepted.stream().map(Outcome::row).toList();
        return db.jdbc.update(
                "UPDATE recipient SET state = 'ACCEPTED', attempts = attempts + 1,"
                        + " first_try_at = COALESCE(first_try_at, ?), due_at = NULL, kind = NULL, claimed_by = NULL,"
                        + " changed_at = ? WHERE " + Database.isOneOf("row_no", rows.size()) + HELD,
                values(at, at, Database.keys(lease.campaign(), rows), lease.run()));
    }

    private List<Outcome> put(LaneLease lease, List<Outcome> others) {
        int[] counts = db.jdbc.batchUpdate(
                "UPDATE recipient SET state = ?, attempts = ?, first_try_at = ?, due_at = ?, kind = COALESCE(?, kind),"
                        + " claimed_by = NULL, changed_at = ? WHERE campaign_id = ? AND row_no = ?" + HELD,
                others.stream()
                        .map(each -> values(
                                each.state().name(),
                                each.attempts(),
                                Database.millis(each.firstTryAt()),
                                Database.millis(each.dueAt()),
                                each.trouble()
                                        .map(trouble -> trouble.verdict().kind().toString())
                                        .orElse(null),
                                each.at().toEpochMilli(),
                                lease.campaign(),
                                each.row(),
                                lease.run()))
                        .toList());
        var done = new ArrayList<Outcome>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                done.add(others.get(i));
            }
        }
        return done;
    }

    private void noteAttempts(LaneLease lease, List<Outcome> done) {
        List<Object[]> rows = done.stream()
                .flatMap(each -> each.trouble().stream().map(trouble -> new Object[] {
                    lease.campaign(),
                    each.row(),
                    each.at().toEpochMilli(),
                    trouble.reply().phase().toString(),
                    trouble.reply().code(),
                    trouble.verdict().kind().toString(),
                    trouble.verdict().matter().toString(),
                    Database.cut(trouble.reply().oneLine(), 2000)
                }))
                .toList();
        if (!rows.isEmpty()) {
            db.jdbc.batchUpdate(
                    "INSERT INTO attempt (campaign_id, row_no, at, phase, code, kind, matter, reply)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
        }
    }

    private static Instant latest(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::at).max(Instant::compareTo).orElseThrow();
    }
}
