package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import sendepostfach.campaign.RecipientState;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;

/** Writes what became of claimed recipients: acceptances in one statement, all else row by row in one batch. */
final class OutcomeStatements {
    private static final String HELD = " AND state = 'CLAIMED' AND claimed_by = ?";
    /** Another run has taken the lane over meanwhile, and nobody has decided about the recipient since. */
    private static final String TAKEN_OVER = " AND state = 'UNCERTAIN' AND claimed_by = ?";

    private static final Set<RecipientState> LATE_WORDS =
            EnumSet.of(RecipientState.ACCEPTED, RecipientState.REFUSED, RecipientState.EXPIRED);

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
            int late = n == accepted.size() ? 0 : acceptLate(lease, accepted);
            tally.move(lease.lane(), RecipientState.UNCERTAIN, RecipientState.ACCEPTED, late);
        }
        if (!others.isEmpty()) {
            List<Outcome> done = put(lease, others, HELD);
            done.forEach(each -> tally.move(lease.lane(), RecipientState.CLAIMED, each.state(), 1));
            Set<Outcome> held = Set.copyOf(done);
            List<Outcome> late = others.stream()
                    .filter(each -> !held.contains(each) && LATE_WORDS.contains(each.state()))
                    .toList();
            List<Outcome> doneLate = late.isEmpty() ? late : put(lease, late, TAKEN_OVER);
            doneLate.forEach(each -> tally.move(lease.lane(), RecipientState.UNCERTAIN, each.state(), 1));
            List<Outcome> kept = Stream.concat(done.stream(), doneLate.stream()).toList();
            noteAttempts(lease, kept);
            new RefusedAddresses(db).count(lease, kept);
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

    /** The server's word comes late, from a run that was taken for dead: it decides who was uncertain. */
    private int acceptLate(LaneLease lease, List<Outcome> accepted) {
        List<Integer> rows = accepted.stream().map(Outcome::row).toList();
        return db.jdbc.update(
                "UPDATE recipient SET state = 'ACCEPTED', kind = NULL, claimed_by = NULL, changed_at = ?" + " WHERE "
                        + Database.isOneOf("row_no", rows.size()) + TAKEN_OVER,
                values(latest(accepted).toEpochMilli(), Database.keys(lease.campaign(), rows), lease.run()));
    }

    private List<Outcome> put(LaneLease lease, List<Outcome> others, String condition) {
        int[] counts = db.jdbc.batchUpdate(
                "UPDATE recipient SET state = ?, attempts = ?, first_try_at = ?, due_at = ?, kind = COALESCE(?, kind),"
                        + " claimed_by = NULL, changed_at = ? WHERE campaign_id = ? AND row_no = ?" + condition,
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
        Set<Integer> forgotten = forgotten(
                lease,
                done.stream()
                        .filter(each -> each.trouble().isPresent())
                        .map(Outcome::row)
                        .toList());
        List<Object[]> rows = done.stream()
                .flatMap(each -> each.trouble().stream().map(trouble -> new Object[] {
                    lease.campaign(),
                    each.row(),
                    each.at().toEpochMilli(),
                    trouble.reply().phase().toString(),
                    trouble.reply().code(),
                    trouble.verdict().kind().toString(),
                    trouble.verdict().matter().toString(),
                    forgotten.contains(each.row())
                            ? ForgottenPerson.WORD
                            : Database.cut(trouble.reply().oneLine(), 2000)
                }))
                .toList();
        if (!rows.isEmpty()) {
            db.jdbc.batchUpdate(
                    "INSERT INTO attempt (campaign_id, row_no, at, phase, code, kind, matter, reply)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
        }
    }

    /** Who asked to be forgotten while their mail was under way: what the server said often repeats the address. */
    private Set<Integer> forgotten(LaneLease lease, List<Integer> rows) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(db.jdbc.queryForList(
                "SELECT row_no FROM recipient WHERE " + Database.isOneOf("row_no", rows.size()) + " AND address = ?",
                Integer.class,
                values(Database.keys(lease.campaign(), rows), ForgottenPerson.ADDRESS.toString())));
    }

    private static Instant latest(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::at).max(Instant::compareTo).orElseThrow();
    }
}
