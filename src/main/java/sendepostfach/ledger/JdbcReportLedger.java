package sendepostfach.ledger;

import static sendepostfach.ledger.Database.strings;
import static sendepostfach.ledger.Database.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import sendepostfach.campaign.RecipientState;
import sendepostfach.report.ReportLedger;

/** The rows of the account from the database, page by page along the primary key. */
public final class JdbcReportLedger implements ReportLedger {
    private static final int PAGE = 2000;

    /** The comment is a hint to MySQL, which in a campaign for one domain would read all rows for each page. */
    static final String RECIPIENTS = "SELECT /*+ JOIN_FIXED_ORDER() INDEX(r PRIMARY) */ r.row_no, r.line_no, r.state,"
            + " r.address, r.fields, d.site, r.attempts, r.changed_at, r.kind, COALESCE(CASE WHEN r.state IN ('BOUNCED', 'COMPLAINED', 'CANCELLED') THEN"
            + " (SELECT f.detail FROM feedback f WHERE f.id = (SELECT MAX(y.id) FROM feedback y"
            + " WHERE y.campaign_id = r.campaign_id AND y.row_no = r.row_no AND y.type ="
            + " CASE r.state WHEN 'BOUNCED' THEN 'failed' WHEN 'COMPLAINED' THEN 'complaint' ELSE 'suppressed' END)) END,"
            + " (SELECT a.reply FROM attempt a WHERE a.id ="
            + " (SELECT MAX(x.id) FROM attempt x WHERE x.campaign_id = r.campaign_id AND x.row_no = r.row_no)),"
            + " CASE WHEN r.state = 'REFUSED' THEN d.note END) AS reason"
            + " FROM recipient r JOIN domain d ON d.campaign_id = r.campaign_id AND d.domain_no = r.domain_no"
            + " WHERE r.campaign_id = ? AND r.row_no >= ? ORDER BY r.campaign_id, r.row_no LIMIT ?";

    private static final String REJECTED = "SELECT row_no, line_no, reason, detail, raw FROM rejected_row"
            + " WHERE campaign_id = ? AND row_no >= ? ORDER BY campaign_id, row_no LIMIT ?";

    private final Database db;

    public JdbcReportLedger(Database db) {
        this.db = db;
    }

    @Override
    public List<Returned> returned(long campaign) {
        return db.jdbc.query(
                "SELECT type, COUNT(*) AS mails, SUM(CASE WHEN late THEN 1 ELSE 0 END) AS late FROM feedback"
                        + " WHERE campaign_id = ? AND type NOT IN ('suppressed', 'refused') GROUP BY type ORDER BY type",
                (row, n) -> new Returned(row.getString("type"), row.getInt("mails"), row.getInt("late")),
                campaign);
    }

    @Override
    public void recipients(long campaign, Consumer<RecipientRow> each) {
        List<RecipientRow> page = page(campaign, 1, PAGE);
        while (!page.isEmpty()) {
            page.forEach(each);
            page = page(campaign, page.get(page.size() - 1).row() + 1, PAGE);
        }
    }

    @Override
    public void rejected(long campaign, Consumer<RejectedRow> each) {
        List<RejectedRow> page = rejectedPage(campaign, 1);
        while (!page.isEmpty()) {
            page.forEach(each);
            page = rejectedPage(campaign, page.get(page.size() - 1).row() + 1);
        }
    }

    private List<RejectedRow> rejectedPage(long campaign, int from) {
        return db.jdbc.query(
                REJECTED,
                (row, n) -> new RejectedRow(
                        row.getInt("row_no"),
                        row.getInt("line_no"),
                        row.getString("reason"),
                        row.getString("detail"),
                        row.getString("raw")),
                campaign,
                from,
                PAGE);
    }

    @Override
    public Optional<RecipientRow> recipient(long campaign, int row) {
        return page(campaign, row, 1).stream()
                .filter(found -> found.row() == row)
                .findFirst();
    }

    @Override
    public Optional<RecipientRow> firstRecipientFrom(long campaign, int row) {
        return page(campaign, row, 1).stream().findFirst();
    }

    private List<RecipientRow> page(long campaign, int from, int most) {
        return db.jdbc.query(RECIPIENTS, (row, n) -> recipient(row), campaign, from, most);
    }

    private static RecipientRow recipient(ResultSet row) throws SQLException {
        RecipientState state = RecipientState.valueOf(row.getString("state"));
        boolean delivered = !state.isUndelivered();
        return new RecipientRow(
                row.getInt("row_no"),
                row.getInt("line_no"),
                state,
                row.getString("address"),
                strings(row.getString("fields")),
                Objects.requireNonNullElse(row.getString("site"), ""),
                row.getInt("attempts"),
                time(row, "changed_at").orElseThrow(),
                Optional.ofNullable(row.getString("kind")).filter(kind -> !delivered),
                Optional.ofNullable(row.getString("reason")).filter(reason -> !delivered));
    }
}
