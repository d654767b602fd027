package sendepostfach.ledger;

import static sendepostfach.ledger.Database.time;
import static sendepostfach.ledger.Database.values;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.RecipientState;
import sendepostfach.report.Causes;
import sendepostfach.report.Pulses;
import sendepostfach.report.Tracing;

/** Single recipients, causes and the course of deliveries in the database. */
public final class JdbcTracing implements Tracing, Causes, Pulses {
    /** The states that {@code recipient.trouble} repeats, for which there is an index. */
    private static final Set<RecipientState> TROUBLES = EnumSet.complementOf(EnumSet.of(
            RecipientState.QUEUED,
            RecipientState.CLAIMED,
            RecipientState.ACCEPTED,
            RecipientState.DELIVERED,
            RecipientState.REJECTED));

    /** The tally's lane of rows that have no lane yet. */
    private static final int NOT_ROUTED = 0;

    private static final String FOUND = "SELECT r.campaign_id, c.name, r.row_no, r.address, r.state, r.changed_at"
            + " FROM recipient r JOIN campaign c ON c.id = r.campaign_id ";

    /** Without the hint MySQL reads all of a large campaign's rows in their order until enough are found. */
    static final String IN_TROUBLE =
            "SELECT /*+ JOIN_FIXED_ORDER() INDEX(r recipient_trouble) */ r.campaign_id, c.name,"
                    + " r.row_no, r.address, r.state, r.changed_at FROM recipient r JOIN campaign c ON c.id = r.campaign_id"
                    + " WHERE r.campaign_id = ? AND r.trouble = ?";

    /** The same here, where it would read all of them to group a few. */
    static final String CAUSES = "SELECT /*+ INDEX(recipient recipient_trouble) */ lane_no, state, kind, COUNT(*) AS n,"
            + " MIN(first_try_at) AS first_try, MIN(due_at) AS due, MAX(row_no) AS sample FROM recipient"
            + " WHERE campaign_id = ? AND trouble > '' GROUP BY lane_no, state, kind ORDER BY n DESC, lane_no";

    /** The next of a lane's recipients who wait for their first attempt, read in the order of the index. */
    static final String WAITING = "SELECT /*+ JOIN_FIXED_ORDER() INDEX(r recipient_due) */"
            + " r.campaign_id, c.name, r.row_no, r.address, r.state, r.changed_at, r.due_at"
            + " FROM recipient r JOIN campaign c ON c.id = r.campaign_id"
            + " WHERE r.campaign_id = ? AND r.lane_no = ? AND r.due_at >= ? AND (r.due_at > ? OR r.row_no >= ?)"
            + " AND r.state = 'QUEUED' ORDER BY r.campaign_id, r.lane_no, r.due_at, r.row_no LIMIT ?";

    private final Database db;

    public JdbcTracing(Database db) {
        this.db = db;
    }

    @Override
    public List<Found> withAddress(Address address) {
        // the index is by campaign and address: it is asked once a campaign, and no other row is read
        return db.jdbc.query(
                FOUND + "WHERE r.campaign_id IN (SELECT x.id FROM campaign x) AND r.address_key = ?"
                        + " ORDER BY r.campaign_id DESC LIMIT 200",
                (row, n) -> found(row),
                (Object) JdbcIntakeLedger.addressKey(address));
    }

    @Override
    public List<FoundRejected> rejectedWith(String text, int most) {
        return db.jdbc.query(
                "SELECT j.campaign_id, c.name, j.row_no, j.line_no, j.reason, j.detail, j.raw FROM rejected_row j"
                        + " JOIN campaign c ON c.id = j.campaign_id WHERE LOWER(j.raw) LIKE ? ESCAPE '!'"
                        + " ORDER BY j.campaign_id DESC, j.row_no LIMIT ?",
                (row, n) -> new FoundRejected(
                        row.getLong("campaign_id"),
                        row.getString("name"),
                        row.getInt("row_no"),
                        row.getInt("line_no"),
                        row.getString("reason"),
                        row.getString("detail"),
                        row.getString("raw")),
                "%" + text.toLowerCase(java.util.Locale.ROOT).replaceAll("([!%_])", "!$1") + "%",
                most);
    }

    @Override
    public List<Found> inState(
            long campaign, RecipientState state, Optional<String> kind, Optional<Integer> lane, int fromRow, int most) {
        List<Integer> lanes = lanesWith(campaign, state, lane);
        if (lanes.isEmpty()) {
            // where there is nobody, nobody is looked for
            return List.of();
        }
        if (state == RecipientState.QUEUED && kind.isEmpty() && !lanes.contains(NOT_ROUTED)) {
            return waiting(campaign, lanes, fromRow, most);
        }
        return db.jdbc.query(
                (TROUBLES.contains(state) ? IN_TROUBLE : FOUND + "WHERE r.campaign_id = ? AND r.state = ?")
                        + (kind.isPresent() ? " AND r.kind = ?" : "")
                        + (lane.isPresent() ? " AND r.lane_no = ?" : "")
                        + " AND r.row_no >= ? ORDER BY r.row_no LIMIT ?",
                (row, n) -> found(row),
                values(
                        campaign,
                        state.name(),
                        kind.stream().toList(),
                        lane.stream().toList(),
                        fromRow,
                        most));
    }

    private List<Integer> lanesWith(long campaign, RecipientState state, Optional<Integer> lane) {
        return db.jdbc.queryForList(
                "SELECT lane_no FROM tally WHERE campaign_id = ? AND state = ? AND n > 0"
                        + (lane.isPresent() ? " AND lane_no = ?" : ""),
                Integer.class,
                values(campaign, state.name(), lane.stream().toList()));
    }

    /** In the order of their rows they would stand behind all who have the mail already. */
    private List<Found> waiting(long campaign, List<Integer> lanes, int fromRow, int most) {
        record Waiting(Found found, long due) {}
        long due = dueOf(campaign, fromRow);
        var waiting = new ArrayList<Waiting>();
        for (int lane : lanes) {
            waiting.addAll(db.jdbc.query(
                    WAITING,
                    (row, n) -> new Waiting(found(row), row.getLong("due_at")),
                    campaign,
                    lane,
                    Math.max(1, due),
                    // without a time to go on from, the row alone tells
                    due == 0 ? Long.MAX_VALUE : due,
                    fromRow,
                    most));
        }
        waiting.sort(Comparator.comparingLong(Waiting::due)
                .thenComparingInt(each -> each.found().row()));
        return waiting.stream().limit(most).map(Waiting::found).toList();
    }

    /** When the recipient in a row may be tried; 0 where it is decided, is none, or is the first. */
    private long dueOf(long campaign, int row) {
        return row <= 1
                ? 0
                : db
                        .jdbc
                        .queryForList(
                                "SELECT due_at FROM recipient WHERE campaign_id = ? AND row_no = ? AND due_at > 0",
                                Long.class,
                                campaign,
                                row)
                        .stream()
                        .findFirst()
                        .orElse(0L);
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getLong("campaign_id"),
                row.getString("name"),
                row.getInt("row_no"),
                row.getString("address"),
                RecipientState.valueOf(row.getString("state")),
                time(row, "changed_at").orElseThrow());
    }

    @Override
    public List<Attempt> attempts(long campaign, int row) {
        return db.jdbc.query(
                "SELECT at, phase, code, kind, matter, reply FROM attempt WHERE campaign_id = ? AND row_no = ?"
                        + " ORDER BY id",
                (each, n) -> new Attempt(
                        time(each, "at").orElseThrow(),
                        each.getString("phase"),
                        each.getInt("code"),
                        each.getString("kind"),
                        each.getString("matter"),
                        each.getString("reply")),
                campaign,
                row);
    }

    @Override
    public List<Late> late(long campaign) {
        return db.jdbc.query(
                "SELECT type, kind, COUNT(*) AS n, MAX(row_no) AS row_no, MAX(detail) AS detail FROM feedback"
                        + " WHERE campaign_id = ? AND late GROUP BY type, kind ORDER BY n DESC, type",
                (row, n) -> new Late(
                        row.getString("type"),
                        Optional.ofNullable(row.getString("kind")),
                        row.getInt("n"),
                        row.getInt("row_no"),
                        row.getString("detail")),
                campaign);
    }

    @Override
    public Optional<Instant> dueAt(long campaign, int row) {
        return db
                .jdbc
                .query(
                        "SELECT due_at FROM recipient WHERE campaign_id = ? AND row_no = ? AND state = 'DEFERRED'",
                        (each, n) -> time(each, "due_at"),
                        campaign,
                        row)
                .stream()
                .findFirst()
                .flatMap(due -> due);
    }

    @Override
    public List<Cause> of(long campaign) {
        record Group(Cause cause, int sample) {}
        List<Group> groups = db.jdbc.query(
                CAUSES,
                (row, n) -> new Group(
                        new Cause(
                                row.getInt("lane_no"),
                                RecipientState.valueOf(row.getString("state")),
                                Optional.ofNullable(row.getString("kind")),
                                row.getInt("n"),
                                time(row, "first_try"),
                                time(row, "due"),
                                Optional.empty(),
                                Optional.empty()),
                        row.getInt("sample")),
                campaign);
        return groups.stream()
                .map(group -> withReply(group.cause, campaign, group.sample))
                .toList();
    }

    private Cause withReply(Cause cause, long campaign, int row) {
        List<Attempt> attempts = attempts(campaign, row);
        if (attempts.isEmpty()) {
            return cause;
        }
        Attempt last = attempts.get(attempts.size() - 1);
        return new Cause(
                cause.lane(),
                cause.state(),
                cause.kind(),
                cause.recipients(),
                cause.firstTry(),
                cause.nextDue(),
                Optional.of(last.reply()),
                Optional.of(last.phase()));
    }

    @Override
    public void add(long campaign, Pulse pulse) {
        db.jdbc.update(
                "INSERT IGNORE INTO pulse (campaign_id, at, accepted, deferred, refused) VALUES (?, ?, ?, ?, ?)",
                campaign,
                pulse.at().toEpochMilli(),
                pulse.accepted(),
                pulse.deferred(),
                pulse.refused());
    }

    @Override
    public List<Pulse> since(long campaign, Instant from) {
        return db.jdbc.query(
                "SELECT at, accepted, deferred, refused FROM pulse WHERE campaign_id = ? AND at >= ? ORDER BY at",
                (row, n) -> new Pulse(
                        time(row, "at").orElseThrow(),
                        row.getInt("accepted"),
                        row.getInt("deferred"),
                        row.getInt("refused")),
                campaign,
                from.toEpochMilli());
    }
}
