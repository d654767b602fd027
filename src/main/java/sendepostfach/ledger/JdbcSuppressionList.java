package sendepostfach.ledger;

import static sendepostfach.ledger.Database.marks;
import static sendepostfach.ledger.Database.values;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import sendepostfach.campaign.Address;
import sendepostfach.suppression.Forgotten;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionList;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;

/** The suppression list in the database. */
public final class JdbcSuppressionList implements SuppressionList {
    /** The source of entries of whom no more is kept. */
    private static final String FORGOTTEN = "asked to be forgotten";

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
            Map<Place, Object[]> rows = new LinkedHashMap<>();
            for (Suppression entry : entries) {
                Target target =
                        entry.target().orElseThrow(() -> new IllegalArgumentException("an entry must name its target"));
                byte[] hash = statements.hashOf(target);
                String sender = entry.sender().map(Address::key).orElse("");
                rows.putIfAbsent(new Place(ByteBuffer.wrap(hash), sender), new Object[] {
                    hash,
                    sender,
                    target.key(),
                    entry.reason().toString(),
                    Database.cut(entry.source(), 300),
                    entry.at().toEpochMilli()
                });
            }
            rows.keySet().removeAll(takenOf(rows.keySet()));
            if (!rows.isEmpty()) {
                // IGNORE: another process may have been faster
                db.jdbc.batchUpdate(
                        "INSERT IGNORE INTO suppression (hash, sender, target, reason, source, added_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        List.copyOf(rows.values()));
            }
            return rows.size();
        });
    }

    /** What an entry is unique by. */
    private record Place(ByteBuffer hash, String sender) {}

    private Set<Place> takenOf(Set<Place> places) {
        var taken = new HashSet<Place>();
        if (!places.isEmpty()) {
            db.jdbc.query(
                    "SELECT hash, sender FROM suppression WHERE hash IN (" + marks(places.size()) + ")",
                    row -> {
                        taken.add(new Place(ByteBuffer.wrap(row.getBytes("hash")), row.getString("sender")));
                    },
                    places.stream().map(place -> place.hash.array()).toArray());
        }
        return taken;
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
    public Forgotten forget(Target target, Instant now) {
        byte[] hash = statements.hashOf(target);
        return db.inTransaction(() -> {
            int rows = target.isDomain() ? 0 : new ForgottenPerson(db, target, hash).clear();
            // an entry for one sender does not keep the others from writing
            boolean covered =
                    of(target).stream().anyMatch(entry -> entry.sender().isEmpty());
            if (rows > 0 && !covered) {
                int unused = add(
                        List.of(Suppression.of(target, Optional.empty(), SuppressionReason.MANUAL, FORGOTTEN, now)));
            }
            // a source is in people's words, which may name the person
            int entries =
                    db.jdbc.update("UPDATE suppression SET target = NULL, source = ? WHERE hash = ?", FORGOTTEN, hash);
            return new Forgotten(entries, rows);
        });
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

    @Override
    public Set<Address> covered(Collection<Address> addresses, Optional<Address> sender) {
        return statements.isEmpty()
                ? Set.of()
                : statements
                        .covering(sender.map(Address::key).orElse(""), addresses)
                        .keySet();
    }

    @Override
    public List<Suppression> latest(int most) {
        return db.jdbc.query(
                "SELECT * FROM suppression ORDER BY id DESC LIMIT ?",
                (row, n) -> SuppressionStatements.entry(row),
                most);
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
