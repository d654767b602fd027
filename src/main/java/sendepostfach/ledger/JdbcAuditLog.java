package sendepostfach.ledger;

import static sendepostfach.ledger.Database.cut;
import static sendepostfach.ledger.Database.time;

import java.util.List;

import sendepostfach.access.AuditLog;
import sendepostfach.access.Deed;

/** The log of what people did, in the database. */
public final class JdbcAuditLog implements AuditLog {
    private final Database db;

    public JdbcAuditLog(Database db) {
        this.db = db;
    }

    @Override
    public void add(Deed deed) {
        db.jdbc.update(
                "INSERT INTO audit (at, who, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
                deed.at().toEpochMilli(),
                cut(deed.who(), 60),
                cut(deed.action(), 40),
                cut(deed.subject(), 120),
                cut(deed.detail(), 500));
    }

    @Override
    public List<Deed> latest(int most) {
        return db.jdbc.query(
                "SELECT at, who, action, subject, detail FROM audit ORDER BY id DESC LIMIT ?",
                (row, n) -> new Deed(
                        time(row, "at").orElseThrow(),
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")),
                most);
    }
}
