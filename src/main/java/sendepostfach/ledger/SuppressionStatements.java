package sendepostfach.ledger;

import static sendepostfach.ledger.Database.marks;
import static sendepostfach.ledger.Database.time;
import static sendepostfach.ledger.Database.values;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import sendepostfach.campaign.Address;
import sendepostfach.delivery.Due;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;

/** Asks the suppression list, by keyed hashes, for many addresses in one statement. */
final class SuppressionStatements {
    private final Database db;
    /** The senders of campaigns, which never change. */
    private final Map<Long, String> senders = new ConcurrentHashMap<>();

    SuppressionStatements(Database db) {
        this.db = db;
    }

    /** Whether the list has any entry. */
    boolean isEmpty() {
        return db.jdbc
                .queryForList("SELECT 1 FROM suppression LIMIT 1", Integer.class)
                .isEmpty();
    }

    /** Which of these addresses a campaign must not write to, and by which entry. */
    Map<Address, Suppression> covering(long campaign, Collection<Address> addresses) {
        return covering(sender(campaign), addresses);
    }

    /** Which of these addresses a sender, given by its normalised address, must not write to. */
    Map<Address, Suppression> covering(String sender, Collection<Address> addresses) {
        Map<Target, ByteBuffer> hashes = hashes(addresses);
        if (hashes.isEmpty()) {
            return Map.of();
        }
        var found = new HashMap<ByteBuffer, Suppression>();
        db.jdbc.query(
                "SELECT * FROM suppression WHERE hash IN (" + marks(hashes.size()) + ") AND sender IN ('', ?)",
                row -> {
                    found.putIfAbsent(ByteBuffer.wrap(row.getBytes("hash")), entry(row));
                },
                values(hashes.values().stream().map(ByteBuffer::array).toList(), sender));
        var covered = new HashMap<Address, Suppression>();
        if (!found.isEmpty()) {
            addresses.forEach(address -> Optional.ofNullable(found.get(hashes.get(Target.of(address))))
                    .or(() -> Optional.ofNullable(found.get(hashes.get(Target.domainOf(address)))))
                    .ifPresent(entry -> covered.put(address, entry)));
        }
        return covered;
    }

    /**
     * The condition that none of these recipients is suppressed for a campaign, for a statement that must not be if any is.
     */
    Condition none(long campaign, Collection<Due> recipients) {
        Collection<ByteBuffer> hashes =
                hashes(recipients.stream().map(Due::address).toList()).values();
        return new Condition(
                " AND NOT EXISTS (SELECT 1 FROM suppression s WHERE s.hash IN (" + marks(hashes.size())
                        + ") AND s.sender IN ('', ?))",
                List.of(values(hashes.stream().map(ByteBuffer::array).toList(), sender(campaign))));
    }

    /** A condition at the end of a statement, and its values. */
    record Condition(String sql, List<Object> values) {
        /** The one that always holds. */
        static final Condition HOLDS = new Condition("", List.of());
    }

    /** The addresses and their domains, each once. */
    private Map<Target, ByteBuffer> hashes(Collection<Address> addresses) {
        var hashes = new LinkedHashMap<Target, ByteBuffer>();
        addresses.forEach(address -> {
            hashes.computeIfAbsent(Target.of(address), target -> ByteBuffer.wrap(hashOf(target)));
            hashes.computeIfAbsent(Target.domainOf(address), target -> ByteBuffer.wrap(hashOf(target)));
        });
        return hashes;
    }

    byte[] hashOf(Target target) {
        return db.tokens().hash(target.key());
    }

    private String sender(long campaign) {
        String known = senders.get(campaign);
        if (known != null) {
            return known;
        }
        Optional<String> sender =
                db
                        .jdbc
                        .query("SELECT sender FROM campaign WHERE id = ?", (row, n) -> row.getString(1), campaign)
                        .stream()
                        .filter(java.util.Objects::nonNull)
                        .findFirst();
        sender.ifPresent(found -> senders.put(campaign, found));
        return sender.orElse("");
    }

    static Suppression entry(ResultSet row) throws SQLException {
        return new Suppression(
                Optional.ofNullable(row.getString("target")).map(Target::new),
                Optional.of(row.getString("sender"))
                        .filter(sender -> !sender.isEmpty())
                        .map(Address::of),
                SuppressionReason.of(row.getString("reason")),
                row.getString("source"),
                time(row, "added_at").orElseThrow());
    }
}
