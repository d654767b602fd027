package sendepostfach.ledger;

import static sendepostfach.ledger.Database.marks;
import static sendepostfach.ledger.Database.values;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

import sendepostfach.campaign.Leases;

/** Rights to do work in the database: a row for each that is held or has run out. */
public final class JdbcLeases implements Leases {
    private final Database db;

    public JdbcLeases(Database db) {
        this.db = db;
    }

    @Override
    public boolean take(String work, String token, Duration length, Instant now) {
        return db.inTransaction(() -> {
            long until = now.plus(length).toEpochMilli();
            return db.jdbc.update(
                                    "UPDATE work_lease SET token = ?, held_until = ? WHERE work = ? AND held_until <= ?",
                                    token,
                                    until,
                                    work,
                                    now.toEpochMilli())
                            == 1
                    || db.jdbc.update(
                                    "INSERT IGNORE INTO work_lease (work, token, held_until) VALUES (?, ?, ?)",
                                    work,
                                    token,
                                    until)
                            == 1;
        });
    }

    @Override
    public void renew(Collection<String> tokens, Duration length, Instant now) {
        if (!tokens.isEmpty()) {
            db.inTransaction(() -> db.jdbc.update(
                    "UPDATE work_lease SET held_until = ? WHERE token IN (" + marks(tokens.size()) + ")",
                    values(now.plus(length).toEpochMilli(), tokens)));
        }
    }

    @Override
    public void confirm(String work, String token) {
        boolean held = db.jdbc
                .queryForList("SELECT token FROM work_lease WHERE work = ? FOR UPDATE", String.class, work)
                .contains(token);
        if (!held) {
            throw new LostRight(work);
        }
    }

    @Override
    public boolean isHeld(String work, Instant now) {
        return !db.jdbc
                .queryForList(
                        "SELECT token FROM work_lease WHERE work = ? AND held_until > ?",
                        String.class,
                        work,
                        now.toEpochMilli())
                .isEmpty();
    }

    @Override
    public void release(String token) {
        db.inTransaction(() -> db.jdbc.update("DELETE FROM work_lease WHERE token = ?", token));
    }
}
