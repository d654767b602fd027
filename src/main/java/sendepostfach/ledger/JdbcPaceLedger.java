package sendepostfach.ledger;

import static sendepostfach.ledger.Database.time;
import static sendepostfach.ledger.Database.values;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.pacing.SitePace;
import sendepostfach.pacing.TurnBook;

/** What was learned about mailboxes and sites, in the database. A site's row is its lock. */
public final class JdbcPaceLedger implements PaceLedger {
    private final Database db;

    public JdbcPaceLedger(Database db) {
        this.db = db;
    }

    @Override
    public Map<String, Turns> take(String mailbox, List<Wish> wishes, PaceSettings settings, Instant now) {
        var sorted = new TreeMap<String, Wish>();
        wishes.forEach(wish -> sorted.put(wish.site(), wish));
        if (sorted.isEmpty()) {
            return Map.of();
        }
        makeKnown(mailbox, sorted.keySet());
        return db.inTransaction(() -> {
            Map<String, PaceRow> rows = locked(mailbox, sorted.keySet());
            var turns = new LinkedHashMap<String, Turns>();
            var changed = new LinkedHashMap<String, PaceRow>();
            sorted.forEach((site, wish) -> {
                PaceRow row = Objects.requireNonNull(rows.get(site));
                TurnBook book = TurnBook.answer(wish, row.pace(), row.next(), settings, now);
                turns.put(site, book.turns());
                changed.put(site, new PaceRow(book.turns().pace(), book.next()));
            });
            save(mailbox, changed);
            return turns;
        });
    }

    @Override
    public SitePace learn(String mailbox, String site, UnaryOperator<SitePace> lesson, Instant now) {
        makeKnown(mailbox, List.of(site));
        return db.inTransaction(() -> {
            PaceRow before =
                    Objects.requireNonNull(locked(mailbox, List.of(site)).get(site));
            SitePace learned = lesson.apply(before.pace());
            if (!learned.equals(before.pace())) {
                // a new rest takes back the turns that were given: after it one mail probes
                boolean rests = learned.isSuspendedAt(now) && !before.pace().isSuspendedAt(now);
                save(mailbox, Map.of(site, new PaceRow(learned, rests ? now : before.next())));
            }
            return learned;
        });
    }

    /** A lock needs a row. Adding rows happens before, in a transaction of its own, so that locks are taken in one order. */
    private void makeKnown(String mailbox, Collection<String> sites) {
        List<String> known = db.jdbc.queryForList(
                "SELECT site FROM site_pace WHERE " + Database.isOneOf("mailbox", "site", sites.size()),
                String.class,
                values(Database.keys(mailbox, sites)));
        if (known.size() < sites.size()) {
            var unknown = new java.util.TreeSet<>(sites);
            known.forEach(unknown::remove);
            db.jdbc.batchUpdate(
                    PaceRow.INSERT_IGNORE,
                    unknown.stream()
                            .map(site -> PaceRow.FRESH.values(mailbox, site))
                            .toList());
        }
    }

    private Map<String, PaceRow> locked(String mailbox, Collection<String> sites) {
        var rows = new HashMap<String, PaceRow>();
        db.jdbc.query(
                "SELECT * FROM site_pace WHERE " + Database.isOneOf("mailbox", "site", sites.size())
                        + " ORDER BY site FOR UPDATE",
                row -> {
                    rows.put(row.getString("site"), PaceRow.read(row));
                },
                values(Database.keys(mailbox, sites)));
        return rows;
    }

    private void save(String mailbox, Map<String, PaceRow> rows) {
        db.jdbc.batchUpdate(
                PaceRow.UPSERT,
                rows.entrySet().stream()
                        .map(row -> row.getValue().values(mailbox, row.getKey()))
                        .toList());
    }

    @Override
    public SitePace site(String mailbox, String site) {
        return db
                .jdbc
                .query(
                        "SELECT * FROM site_pace WHERE mailbox = ? AND site = ?",
                        (row, n) -> PaceRow.read(row).pace(),
                        mailbox,
                        site)
                .stream()
                .findFirst()
                .orElse(SitePace.FRESH);
    }

    @Override
    public Set<String> mailboxes() {
        return Set.copyOf(db.jdbc.queryForList(
                "SELECT mailbox FROM site_pace UNION SELECT mailbox FROM mailbox_pause", String.class));
    }

    @Override
    public Map<String, SitePace> sites(String mailbox) {
        var sites = new TreeMap<String, SitePace>();
        db.jdbc.query(
                "SELECT * FROM site_pace WHERE mailbox = ?",
                row -> {
                    sites.put(row.getString("site"), PaceRow.read(row).pace());
                },
                mailbox);
        return sites;
    }

    @Override
    public Map<String, String> restsThatEnded(String mailbox, Instant after, Instant atTheLatest) {
        var reasons = new TreeMap<String, String>();
        db.jdbc.query(
                "SELECT site, reason FROM site_pace"
                        + " WHERE mailbox = ? AND suspended_until > ? AND suspended_until <= ? AND reason IS NOT NULL",
                row -> {
                    reasons.put(row.getString("site"), row.getString("reason"));
                },
                mailbox,
                after.toEpochMilli(),
                atTheLatest.toEpochMilli());
        return reasons;
    }

    @Override
    public int forget(String mailbox, Optional<String> site) {
        return db.jdbc.update(
                "DELETE FROM site_pace WHERE mailbox = ?" + (site.isPresent() ? " AND site = ?" : ""),
                values(mailbox, site.stream().toList()));
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
