package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.RecipientState;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.Target;

/** Withholds the mails of recipients who were suppressed since the import: looked at in the transaction that claims them. */
final class WithheldStatements {
    /** Stands where the kind of the last reply stands; no server has said anything. */
    private static final String KIND = "suppressed";

    private final Database db;
    private final SuppressionStatements suppressions;

    WithheldStatements(Database db, SuppressionStatements suppressions) {
        this.db = db;
        this.suppressions = suppressions;
    }

    /** Whether among these is somebody who was forgotten since they were read. */
    boolean knowsOneToForget(List<Due> recipients) {
        return recipients.stream().anyMatch(due -> due.address().equals(ForgottenPerson.ADDRESS));
    }

    /** Cancels those who must not be written to, and returns all others. */
    List<Due> withhold(LaneLease lease, List<Due> recipients, Instant now) {
        Map<Address, Suppression> covered = suppressions.covering(
                lease.campaign(), recipients.stream().map(Due::address).toList());
        if (covered.isEmpty() && !knowsOneToForget(recipients)) {
            return recipients;
        }
        var allowed = new ArrayList<Due>();
        var tally = new Database.Tally();
        recipients.stream().sorted((a, b) -> Integer.compare(a.row(), b.row())).forEach(due -> {
            Optional<String> why = due.address().equals(ForgottenPerson.ADDRESS)
                    ? Optional.of("suppressed: asked to be forgotten")
                    : Optional.ofNullable(covered.get(due.address())).map(Suppression::why);
            if (why.isEmpty()) {
                allowed.add(due);
            } else if (cancel(lease, due, why.get(), now)) {
                tally.move(lease.lane(), due.state(), RecipientState.CANCELLED, 1);
            }
        });
        db.tally(lease.campaign(), tally);
        return allowed;
    }

    private boolean cancel(LaneLease lease, Due due, String why, Instant now) {
        int changed = db.jdbc.update(
                "UPDATE recipient SET state = 'CANCELLED', due_at = NULL, kind = ?, changed_at = ?"
                        + " WHERE campaign_id = ? AND row_no = ? AND state = ?",
                values(
                        KIND,
                        now.toEpochMilli(),
                        lease.campaign(),
                        due.row(),
                        due.state().name()));
        if (changed == 1) {
            new FeedbackStatements(db)
                    .note(List.of(new FeedbackStatements.Note(
                            lease.campaign(),
                            due.row(),
                            now,
                            KIND,
                            null,
                            false,
                            false,
                            suppressions.hashOf(Target.of(due.address())),
                            why)));
        }
        return changed == 1;
    }
}
