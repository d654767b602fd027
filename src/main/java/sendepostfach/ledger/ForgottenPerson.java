package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.util.List;
import java.util.regex.Pattern;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.suppression.Target;

/**
 * Takes a person out of all campaigns: the address, the name, the row's fields, and the servers' words, which often repeat the
 * address. The rows stay with their states, so that every total stays true.
 */
final class ForgottenPerson {
    /** Stands in place of the address; {@code .invalid} is reserved and never takes mail (RFC 2606). */
    static final Address ADDRESS = Address.of("forgotten@forgotten.invalid");

    private static final String WORD = "forgotten";
    private static final int PAGE = 2000;
    private static final Pattern ADDRESS_LIKE = Pattern.compile("[^\\s\"'<>;,|()\\[\\]:]+@[^\\s\"'<>;,|()\\[\\]:]+");

    private final Database db;
    private final Target person;
    private final byte[] hash;

    /**
     * @param hash the address as the suppression list hashes it; takes the place of the one that tells duplicates
     */
    ForgottenPerson(Database db, Target person, byte[] hash) {
        this.db = db;
        this.person = person;
        this.hash = hash;
    }

    private record Row(long campaign, int number) {}

    private record Rejected(int number, String raw, String detail) {}

    /** Clears all rows, within the caller's transaction; returns how many there were. */
    int clear() {
        // the index is by campaign and address: it is asked once a campaign
        List<Row> rows = db.jdbc.query(
                "SELECT r.campaign_id, r.row_no FROM recipient r WHERE r.campaign_id IN (SELECT x.id FROM campaign x)"
                        + " AND r.address_key = ? ORDER BY r.campaign_id, r.row_no",
                (row, n) -> new Row(row.getLong(1), row.getInt(2)),
                (Object) JdbcIntakeLedger.addressKey(Address.of(person.key())));
        rows.forEach(this::clear);
        int rejected = db.jdbc.queryForList("SELECT id FROM campaign ORDER BY id", Long.class).stream()
                .mapToInt(this::clearRejected)
                .sum();
        return rows.size() + rejected;
    }

    private void clear(Row row) {
        db.jdbc.update(
                "UPDATE recipient SET address = ?, address_key = ?, display_name = NULL, fields = '[]'"
                        + " WHERE campaign_id = ? AND row_no = ?",
                values(ADDRESS.toString(), hash, row.campaign, row.number));
        db.jdbc.update(
                "UPDATE attempt SET reply = ? WHERE campaign_id = ? AND row_no = ?", WORD, row.campaign, row.number);
        db.jdbc.update(
                "UPDATE feedback SET detail = ? WHERE campaign_id = ? AND row_no = ?", WORD, row.campaign, row.number);
    }

    /** Rejected rows are kept as they stand in the file; there is no index to find a person by. */
    private int clearRejected(long campaign) {
        int cleared = 0;
        List<Rejected> page = rejected(campaign, 0);
        while (!page.isEmpty()) {
            for (Rejected row : page) {
                if (isNamedIn(row.raw) || isNamedIn(row.detail)) {
                    cleared += db.jdbc.update(
                            "UPDATE rejected_row SET raw = ?, detail = ? WHERE campaign_id = ? AND row_no = ?",
                            WORD,
                            WORD,
                            campaign,
                            row.number);
                }
            }
            page = rejected(campaign, page.get(page.size() - 1).number);
        }
        return cleared;
    }

    private List<Rejected> rejected(long campaign, int after) {
        return db.jdbc.query(
                "SELECT row_no, raw, detail FROM rejected_row WHERE campaign_id = ? AND row_no > ?"
                        + " ORDER BY row_no LIMIT ?",
                (row, n) -> new Rejected(row.getInt(1), row.getString(2), row.getString(3)),
                campaign,
                after,
                PAGE);
    }

    private boolean isNamedIn(String text) {
        return ADDRESS_LIKE.matcher(text).results().anyMatch(found -> isThePerson(found.group()));
    }

    private boolean isThePerson(String text) {
        try {
            return Target.of(Address.of(text)).equals(person);
        } catch (InputFault | IllegalArgumentException noAddress) {
            return false;
        }
    }
}
