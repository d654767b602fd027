package sendepostfach.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Forgetting;

/** Deletes recipients from the database, in portions, so that no transaction holds much and delivery goes on beside it. */
public final class JdbcForgetting implements Forgetting {
    private static final int PORTION = 5000;
    /** What depends on a row comes before the row. */
    private static final List<String> BY_ROW = List.of("attempt", "rejected_row", "recipient");

    /** Stands in place of an address's hash. */
    private static final byte[] NOBODY = new byte[16];

    private final Database db;

    public JdbcForgetting(Database db) {
        this.db = db;
    }

    @Override
    public List<Long> endedBy(Instant time) {
        return db.jdbc.queryForList(
                "SELECT id FROM campaign WHERE state IN ('SETTLED', 'CANCELLED') AND settled_at <= ?"
                        + " AND forgotten_at IS NULL ORDER BY id",
                Long.class,
                time.toEpochMilli());
    }

    @Override
    public void forget(long campaign, Instant now) {
        blankFeedback(campaign);
        BY_ROW.forEach(table -> deleteRows(table, campaign));
        db.inTransaction(() -> {
            db.jdbc.update("DELETE FROM domain WHERE campaign_id = ?", campaign);
            // servers' words in these often repeat an address
            db.jdbc.update("UPDATE lane SET reason = NULL WHERE campaign_id = ? AND reason LIKE '%@%'", campaign);
            db.jdbc.update("UPDATE campaign SET reason = NULL WHERE id = ? AND reason LIKE '%@%'", campaign);
            return db.jdbc.update(
                    "UPDATE campaign SET forgotten_at = ? WHERE id = ? AND state IN ('SETTLED', 'CANCELLED')",
                    now.toEpochMilli(),
                    campaign);
        });
    }

    /** How many mails came back, and why, are totals; whose they were and what was said of them are not. */
    private void blankFeedback(long campaign) {
        Integer last = db.jdbc.queryForObject(
                "SELECT MAX(row_no) FROM feedback WHERE campaign_id = ?", Integer.class, campaign);
        for (int first = 0; last != null && first <= last; first += PORTION) {
            int from = first;
            int unused = db.inTransaction(() -> db.jdbc.update(
                    "UPDATE feedback SET detail = ?, hash = ? WHERE campaign_id = ? AND row_no >= ? AND row_no < ?",
                    ForgottenPerson.WORD,
                    NOBODY,
                    campaign,
                    from,
                    from + PORTION));
        }
    }

    private void deleteRows(String table, long campaign) {
        for (Integer first = first(table, campaign); first != null; first = first(table, campaign)) {
            int end = first + PORTION;
            int unused = db.inTransaction(() ->
                    db.jdbc.update("DELETE FROM " + table + " WHERE campaign_id = ? AND row_no < ?", campaign, end));
        }
    }

    private @org.jspecify.annotations.Nullable Integer first(String table, long campaign) {
        return db.jdbc.queryForObject(
                "SELECT MIN(row_no) FROM " + table + " WHERE campaign_id = ?", Integer.class, campaign);
    }

    @Override
    public Optional<Instant> forgottenAt(long campaign) {
        return db
                .jdbc
                .queryForList(
                        "SELECT forgotten_at FROM campaign WHERE id = ? AND forgotten_at IS NOT NULL",
                        Long.class,
                        campaign)
                .stream()
                .map(Instant::ofEpochMilli)
                .findFirst();
    }
}
