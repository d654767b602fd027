package sendepostfach.ledger;

import java.time.Instant;
import java.util.List;

import sendepostfach.preflight.PreflightLedger;

/** Decisions whether campaigns may start, in the database. */
public final class JdbcPreflightLedger implements PreflightLedger {
    private static final int LONGEST = 4000;

    private final Database db;

    public JdbcPreflightLedger(Database db) {
        this.db = db;
    }

    @Override
    public void keep(long campaign, Entry entry) {
        db.jdbc.update(
                "INSERT INTO preflight (campaign_id, at, decision, refused, failed) VALUES (?, ?, ?, ?, ?)",
                campaign,
                entry.at().toEpochMilli(),
                entry.decision().name(),
                entry.refused(),
                Database.cut(entry.failed(), LONGEST));
    }

    @Override
    public List<Entry> of(long campaign) {
        return db.jdbc.query(
                "SELECT * FROM preflight WHERE campaign_id = ? ORDER BY id DESC",
                (row, n) -> new Entry(
                        Instant.ofEpochMilli(row.getLong("at")),
                        Decision.valueOf(row.getString("decision")),
                        row.getDouble("refused"),
                        row.getString("failed")),
                campaign);
    }
}
