package sendepostfach.ledger;

import static sendepostfach.ledger.Database.time;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.SitePace;

/** What was learned about mailboxes and sites, in the database. */
public final class JdbcPaceLedger implements PaceLedger {
    private final Database db;

    public JdbcPaceLedger(Database db) {
        this.db = db;
    }

    @Override
    public SitePace site(String mailbox, String site) {
        return db
                .jdbc
                .query(
                        "SELECT * FROM site_pace WHERE mailbox = ? AND site = ?",
                        (row, n) -> new SitePace(
                                row.getDouble("share"),
                                row.getInt("strikes"),
                                time(row, "suspended_until").orElse(Instant.EPOCH),
                                time(row, "slowed_at").orElse(Instant.EPOCH),
                                Optional.ofNullable(row.getString("reason"))),
                        mailbox,
                        site)
                .stream()
                .findFirst()
                .orElse(SitePace.FRESH);
    }

    @Override
    public void save(String mailbox, String site, SitePace pace) {
        db.jdbc.update(
                "INSERT INTO site_pace (mailbox, site, share, strikes, suspended_until, slowed_at, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE share = VALUES(share),"
                        + " strikes = VALUES(strikes), suspended_until = VALUES(suspended_until),"
                        + " slowed_at = VALUES(slowed_at), reason = VALUES(reason)",
                mailbox,
                site,
                pace.share(),
                pace.strikes(),
                pace.suspendedUntil().toEpochMilli(),
                pace.changedAt().toEpochMilli(),
                pace.reason().map(reason -> Database.cut(reason, 1000)).orElse(null));
    }

    @Override
    public Optional<MailboxPause> pause(String mailbox) {
        return db
                .jdbc
                .query(
                        "SELECT * FROM mailbox_pause WHERE mailbox = ?",
                        (row, n) -> new MailboxPause(
                                time(row, "paused_until").orElse(Instant.MAX),
                                row.getInt("pauses"),
                                Objects.requireNonNull(row.getString("reason"))),
                        mailbox)
                .stream()
                .findFirst();
    }

    @Override
    public void pause(String mailbox, MailboxPause pause) {
        db.jdbc.update(
                "INSERT INTO mailbox_pause (mailbox, paused_until, pauses, reason) VALUES (?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE paused_until = VALUES(paused_until), pauses = VALUES(pauses),"
                        + " reason = VALUES(reason)",
                mailbox,
                pause.needsAnOperator() ? null : (Object) pause.until().toEpochMilli(),
                pause.pauses(),
                Database.cut(pause.reason(), 1000));
    }

    @Override
    public void resume(String mailbox) {
        db.jdbc.update("DELETE FROM mailbox_pause WHERE mailbox = ?", mailbox);
    }
}
