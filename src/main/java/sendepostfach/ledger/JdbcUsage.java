package sendepostfach.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import sendepostfach.campaign.Processes;
import sendepostfach.pacing.Usage;

/** What mailboxes have used, what was learned about their sites, and who takes part, from the database. */
public final class JdbcUsage implements Usage, Processes {
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

    @Override
    public List<Process> all() {
        return db.jdbc.query(
                "SELECT INSTANCE_NAME, LAST_CHECKIN_TIME FROM QRTZ_SCHEDULER_STATE ORDER BY INSTANCE_NAME",
                (row, n) -> new Process(
                        row.getString("INSTANCE_NAME"), Instant.ofEpochMilli(row.getLong("LAST_CHECKIN_TIME"))));
    }
}
