package sendepostfach.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import sendepostfach.campaign.Processes;
import sendepostfach.pacing.Usage;
import sendepostfach.report.Timetable;

/** What mailboxes have used, what was learned about their sites, who takes part and what comes next, from the database. */
public final class JdbcUsage implements Usage, Processes, Timetable {
    private final Database db;

    public JdbcUsage(Database db) {
        this.db = db;
    }

    @Override
    public Map<Duration, Integer> used(String mailbox, List<Duration> windows, Instant now) {
        String scope = "mailbox:" + mailbox;
        int held = sum("SELECT SUM(n) FROM quota_hold WHERE scope = ? AND until > ?", scope, now.toEpochMilli());
        var used = new LinkedHashMap<Duration, Integer>();
        windows.forEach(window -> used.put(
                window,
                held
                        + sum(
                                "SELECT SUM(n) FROM quota_use WHERE scope = ? AND per = ? AND ends_at > ?",
                                scope,
                                window.toMillis(),
                                now.minus(window).toEpochMilli())));
        return used;
    }

    private int sum(String sql, Object... values) {
        return Objects.requireNonNullElse(db.jdbc.queryForObject(sql, Integer.class, values), 0);
    }

    @Override
    public List<Learned> learned(String mailbox) {
        return db.jdbc.query(
                "SELECT * FROM site_pace WHERE mailbox = ? ORDER BY site",
                (row, n) -> new Learned(row.getString("site"), PaceRow.read(row).pace()),
                mailbox);
    }

    /** Quartz's own way asks for each of its triggers in several statements, with a lock. */
    @Override
    public List<Firing> next(int most) {
        return db.jdbc.query(
                "SELECT TRIGGER_GROUP, TRIGGER_NAME, NEXT_FIRE_TIME FROM QRTZ_TRIGGERS"
                        + " WHERE NEXT_FIRE_TIME > 0 ORDER BY NEXT_FIRE_TIME, TRIGGER_GROUP, TRIGGER_NAME LIMIT ?",
                (row, n) -> new Firing(
                        row.getString("TRIGGER_GROUP"),
                        row.getString("TRIGGER_NAME"),
                        Instant.ofEpochMilli(row.getLong("NEXT_FIRE_TIME"))),
                most);
    }

    @Override
    public List<Process> all() {
        return db.jdbc.query(
                "SELECT INSTANCE_NAME, LAST_CHECKIN_TIME FROM QRTZ_SCHEDULER_STATE ORDER BY INSTANCE_NAME",
                (row, n) -> new Process(
                        row.getString("INSTANCE_NAME"), Instant.ofEpochMilli(row.getLong("LAST_CHECKIN_TIME"))));
    }
}
