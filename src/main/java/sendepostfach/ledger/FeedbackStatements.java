package sendepostfach.ledger;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Notes what became known of recipients beside the replies to attempts. */
final class FeedbackStatements {
    /**
     * @param type what it is, as the column's comment lists them
     * @param kind what the returned mail says has happened, if it says so
     * @param soft whether it counts towards suppression
     * @param late whether the account had been written before
     * @param hash the address as the suppression list hashes it
     * @param detail in words
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Note(
            long campaign,
            int row,
            Instant at,
            String type,
            @Nullable String kind,
            boolean soft,
            boolean late,
            byte[] hash,
            String detail) {}

    private final Database db;

    FeedbackStatements(Database db) {
        this.db = db;
    }

    void note(List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        db.jdbc.batchUpdate(
                "INSERT INTO feedback (campaign_id, row_no, at, type, kind, soft, late, hash, detail)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                notes.stream()
                        .map(note -> Database.values(
                                note.campaign,
                                note.row,
                                note.at.toEpochMilli(),
                                note.type,
                                note.kind,
                                note.soft,
                                note.late,
                                note.hash,
                                Database.cut(note.detail, 2000)))
                        .toList());
    }
}
