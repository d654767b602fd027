package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.RejectReason;
import sendepostfach.intake.Candidate;
import sendepostfach.intake.CheckedRow;
import sendepostfach.intake.IntakeLedger;
import sendepostfach.intake.Rejection;
import sendepostfach.suppression.Suppression;

/** Imported rows in the database. */
public final class JdbcIntakeLedger implements IntakeLedger {
    private static final int KEY_BYTES = 16;

    private final Database db;
    private final SuppressionStatements suppressions;

    public JdbcIntakeLedger(Database db) {
        this.db = db;
        this.suppressions = new SuppressionStatements(db);
    }

    /** What a recipient's row is found by. */
    static byte[] addressKey(Address address) {
        return Key.of(address).bytes;
    }

    @Override
    public Writing write(long campaign) {
        return new Domains(campaign);
    }

    /** One import's writes. */
    private final class Domains implements Writing {
        private final long campaign;
        private final Map<String, Integer> numbers = new HashMap<>();
        /** Whether the suppression list can be left out; what is added meanwhile is seen when the mail is about to leave. */
        private final boolean nobodySuppressed;

        Domains(long campaign) {
            this.campaign = campaign;
            this.nobodySuppressed = suppressions.isEmpty();
            db.jdbc.query(
                    "SELECT name, domain_no FROM domain WHERE campaign_id = ?",
                    row -> {
                        numbers.put(row.getString("name"), row.getInt("domain_no"));
                    },
                    campaign);
        }

        @Override
        public void write(List<? extends CheckedRow> rows, Instant now) {
            List<Keyed> candidates = keyed(rows);
            Set<Key> known = known(candidates);
            Map<Address, Suppression> suppressed = suppressed(candidates);
            var taken = new ArrayList<Keyed>();
            var rejected = new ArrayList<Rejection>();
            for (Keyed each : candidates) {
                Suppression entry = suppressed.get(each.candidate.address());
                if (entry != null) {
                    rejected.add(reject(each, RejectReason.SUPPRESSED, "is " + entry.why()));
                } else if (known.add(each.key)) {
                    taken.add(each);
                } else {
                    rejected.add(reject(each, RejectReason.DUPLICATE, "has been in an earlier row"));
                }
            }
            rows.stream()
                    .filter(Rejection.class::isInstance)
                    .map(Rejection.class::cast)
                    .forEach(rejected::add);
            addDomains(taken);
            addRecipients(taken, now);
            addRejected(rejected);
            db.tally(
                    campaign,
                    new Database.Tally()
                            .add(0, RecipientState.QUEUED, taken.size())
                            .add(0, RecipientState.REJECTED, rejected.size()));
        }

        private static Rejection reject(Keyed each, RejectReason reason, String detail) {
            Candidate row = each.candidate;
            return new Rejection(row.row(), row.line(), reason, row.address() + " " + detail, row.raw());
        }

        private Map<Address, Suppression> suppressed(List<Keyed> candidates) {
            return nobodySuppressed
                    ? Map.of()
                    : suppressions.covering(
                            campaign,
                            candidates.stream()
                                    .map(each -> each.candidate.address())
                                    .toList());
        }

        private List<Keyed> keyed(List<? extends CheckedRow> rows) {
            var keyed = new ArrayList<Keyed>();
            for (CheckedRow row : rows) {
                if (row instanceof Candidate candidate) {
                    keyed.add(new Keyed(candidate, Key.of(candidate.address())));
                }
            }
            return keyed;
        }

        private Set<Key> known(List<Keyed> candidates) {
            var known = new HashSet<Key>();
            if (!candidates.isEmpty()) {
                db.jdbc.query(
                        "SELECT address_key FROM recipient WHERE " + Database.isOneOf("address_key", candidates.size()),
                        row -> {
                            known.add(new Key(row.getBytes(1)));
                        },
                        values(Database.keys(
                                campaign,
                                candidates.stream().map(each -> each.key.bytes).toList())));
            }
            return known;
        }

        private void addDomains(List<Keyed> taken) {
            var added = new ArrayList<Object[]>();
            for (Keyed each : taken) {
                String name = each.candidate.address().domain();
                if (!numbers.containsKey(name)) {
                    numbers.put(name, numbers.size() + 1);
                    added.add(new Object[] {campaign, numbers.get(name), name});
                }
            }
            if (!added.isEmpty()) {
                db.jdbc.batchUpdate("INSERT INTO domain (campaign_id, domain_no, name) VALUES (?, ?, ?)", added);
            }
        }

        private void addRecipients(List<Keyed> taken, Instant now) {
            var rows = new ArrayList<Object[]>(taken.size());
            for (Keyed each : taken) {
                Candidate row = each.candidate;
                rows.add(values(
                        campaign,
                        row.row(),
                        row.line(),
                        numbers.get(row.address().domain()),
                        now.toEpochMilli(),
                        row.address().toString(),
                        each.key.bytes,
                        row.displayName().isEmpty() ? null : Database.cut(row.displayName(), 300),
                        Database.json(row.cells())));
            }
            if (!rows.isEmpty()) {
                db.jdbc.batchUpdate(
                        "INSERT INTO recipient (campaign_id, row_no, line_no, state, domain_no, attempts, changed_at,"
                                + " address, address_key, display_name, fields)"
                                + " VALUES (?, ?, ?, 'QUEUED', ?, 0, ?, ?, ?, ?, ?)",
                        rows);
            }
        }

        private void addRejected(List<Rejection> rejected) {
            if (!rejected.isEmpty()) {
                db.jdbc.batchUpdate(
                        "INSERT INTO rejected_row (campaign_id, row_no, line_no, reason, detail, raw)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        rejected.stream()
                                .map(row -> values(
                                        campaign,
                                        row.row(),
                                        row.line(),
                                        row.reason().toString(),
                                        Database.cut(row.detail(), 300),
                                        row.raw()))
                                .toList());
            }
        }
    }

    private record Keyed(Candidate candidate, Key key) {}

    /** The first half of a SHA-256 of the normalised address: two addresses of a list never share one in practice. */
    @SuppressWarnings("ArrayRecordComponent") // equals and hashCode are by content
    private record Key(byte[] bytes) {
        static Key of(Address address) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(address.key().getBytes(StandardCharsets.UTF_8));
                return new Key(Arrays.copyOf(hash, KEY_BYTES));
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
