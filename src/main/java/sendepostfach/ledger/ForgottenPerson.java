package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.suppression.Target;

/**
 * Takes a person out of all campaigns: the address, the name, the row's fields, and the servers' words, which often repeat the
 * address, as do reasons and the log of what people did. The rows stay with their states, so that every total stays true.
 */
final class ForgottenPerson {
    /** Stands in place of the address; {@code .invalid} is reserved and never takes mail (RFC 2606). */
    static final Address ADDRESS = Address.of("forgotten@forgotten.invalid");

    /** Stands in place of words that name the person. */
    static final String WORD = "forgotten";

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

    /** A column of words that belong to nobody's row. */
    private record Words(String table, String column, String... key) {}

    private static final List<Words> WORDS = List.of(
            new Words("campaign", "reason", "id"),
            new Words("lane", "reason", "campaign_id", "lane_no"),
            new Words("site_pace", "reason", "mailbox", "site"),
            new Words("mailbox_pause", "reason", "mailbox"),
            new Words("audit", "subject", "id"),
            new Words("audit", "detail", "id"),
            new Words("suppression", "source", "id"));

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
        WORDS.forEach(this::clear);
        return rows.size() + rejected;
    }

    private void clear(Words words) {
        String key = String.join(", ", words.key);
        db
                .jdbc
                .query(
                        "SELECT " + words.column + ", " + key + " FROM " + words.table + " WHERE " + words.column
                                + " LIKE '%@%'",
                        (row, n) -> {
                            var values = new ArrayList<Object>();
                            for (int i = 1; i <= words.key.length + 1; i++) {
                                values.add(row.getObject(i));
                            }
                            return values;
                        })
                .stream()
                .filter(values -> isNamedIn(values.get(0).toString()))
                .forEach(values -> {
                    values.set(0, withoutThePerson(values.get(0).toString()));
                    db.jdbc.update(
                            "UPDATE " + words.table + " SET " + words.column + " = ? WHERE "
                                    + String.join(" = ? AND ", words.key) + " = ?",
                            values.toArray());
                });
    }

    private String withoutThePerson(String text) {
        return ADDRESS_LIKE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(isThePerson(found.group()) ? WORD : found.group()));
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
