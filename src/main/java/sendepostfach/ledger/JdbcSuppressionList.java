package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import sendepostfach.campaign.Address;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionList;
import sendepostfach.suppression.Target;

/** The suppression list in the database. */
public final class JdbcSuppressionList implements SuppressionList {
    private static final int PAGE = 2000;

    private final Database db;
    private final SuppressionStatements statements;

    public JdbcSuppressionList(Database db) {
        this.db = db;
        this.statements = new SuppressionStatements(db);
    }

    @Override
    public int add(Collection<Suppression> entries) {
        return db.inTransaction(() -> {
            int before = count();
            List<Object[]> rows = entries.stream()
                    .map(entry -> {
                        Target target = entry.target()
                                .orElseThrow(() -> new IllegalArgumentException("an entry must name its target"));
                        return new Object[] {
                            statements.hashOf(target),
                            entry.sender().map(Address::key).orElse(""),
                            target.key(),
                            entry.reason().toString(),
                            Database.cut(entry.source(), 300),
                            entry.at().toEpochMilli()
                        };
                    })
                    .toList();
            if (!rows.isEmpty()) {
                db.jdbc.batchUpdate(
                        "INSERT IGNORE INTO suppression (hash, sender, target, reason, source, added_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        rows);
            }
            return count() - before;
        });
    }

    private int count() {
        return Objects.requireNonNull(db.jdbc.queryForObject("SELECT COUNT(*) FROM suppression", Integer.class));
    }

    @Override
    public int remove(Target target, Optional<Address> sender) {
        return db.jdbc.update(
                "DELETE FROM suppression WHERE hash = ?" + (sender.isPresent() ? " AND sender = ?" : ""),
                values(
                        statements.hashOf(target),
                        sender.map(Address::key).stream().toList()));
    }

    @Override
    public int forget(Target target) {
        return db.jdbc.update(
                "UPDATE suppression SET target = NULL WHERE hash = ?", (Object) statements.hashOf(target));
    }

    @Override
    public List<Suppression> covering(Address address, Address sender) {
        return statements.covering(sender.key(), List.of(address)).values().stream()
                .toList();
    }

    @Override
    public List<Suppression> of(Target target) {
        return db.jdbc.query(
                "SELECT * FROM suppression WHERE hash = ? ORDER BY id",
                (row, n) -> SuppressionStatements.entry(row),
                (Object) statements.hashOf(target));
    }

    private record Numbered(long id, Suppression entry) {}

    @Override
    public void all(Consumer<Suppression> each) {
        List<Numbered> page = page(0);
        while (!page.isEmpty()) {
            page.forEach(numbered -> each.accept(numbered.entry));
            page = page(page.get(page.size() - 1).id);
        }
    }

    private List<Numbered> page(long after) {
        return db.jdbc.query(
                "SELECT * FROM suppression WHERE id > ? ORDER BY id LIMIT ?",
                (row, n) -> new Numbered(row.getLong("id"), SuppressionStatements.entry(row)),
                after,
                PAGE);
    }
}
