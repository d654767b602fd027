package sendepostfach.ledger;

import static sendepostfach.ledger.Database.strings;
import static sendepostfach.ledger.Database.time;
import static sendepostfach.ledger.Database.values;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.DeliveryLedger;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.delivery.Sleeper;

/** Leases, claims and outcomes in the database. Every change names the state that it changes from. */
public final class JdbcDeliveryLedger implements DeliveryLedger {
    /** So long a claim waits for a database that is away; a lane's lease is longer. */
    private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(4);

    /** The comment is a hint to MySQL, whose statistics of a campaign that has just come in can mislead it to read all rows. */
    static final String DUE =
            "SELECT /*+ JOIN_FIXED_ORDER() INDEX(r recipient_due) */ r.row_no, r.state, r.address, r.display_name, r.fields, r.attempts,"
                    + " r.first_try_at, d.site FROM recipient r"
                    + " JOIN domain d ON d.campaign_id = r.campaign_id AND d.domain_no = r.domain_no"
                    + " WHERE r.campaign_id = ? AND r.lane_no = ? AND r.due_at > 0 AND r.due_at <= ? AND r.state IN ('QUEUED', 'DEFERRED')"
                    + " ORDER BY r.campaign_id, r.lane_no, r.due_at, r.row_no LIMIT ?";

    private final Database db;
    /** Where claims and outcomes are written. */
    private final Database writes;

    private final ClaimStatements claims;
    private final OutcomeStatements outcomes;

    private final Optional<Perseverance> perseverance;

    /** A ledger that throws when the database is away. */
    public JdbcDeliveryLedger(Database db) {
        this(db, db, Optional.empty());
    }

    /** A ledger that lets no outcome be lost while the database is away: it waits for it to come back. */
    public JdbcDeliveryLedger(Database db, Clock clock, Sleeper sleeper) {
        this(db, db, clock, sleeper);
    }

    /**
     * The same.
     *
     * @param writes the same database by connections of their own, on which claims and outcomes are written
     */
    JdbcDeliveryLedger(Database db, Database writes, Clock clock, Sleeper sleeper) {
        this(db, writes, Optional.of(new Perseverance(clock, sleeper)));
    }

    private JdbcDeliveryLedger(Database db, Database writes, Optional<Perseverance> perseverance) {
        this.db = db;
        this.writes = writes;
        this.perseverance = perseverance;
        this.claims = new ClaimStatements(writes);
        this.outcomes = new OutcomeStatements(writes);
    }

    @Override
    public Optional<LaneLease> open(
            long campaign, int lane, String owner, UncertainPolicy policy, Duration length, Instant now) {
        return db.inTransaction(() -> {
            int opened = db.jdbc.update(
                    "UPDATE lane SET run = run + 1, owner = ?, lease_until = ?, state = 'RUNNING', reason = NULL,"
                            + " next_run_at = NULL, suspended_until = NULL"
                            + " WHERE campaign_id = ? AND lane_no = ? AND state NOT IN ('PAUSED', 'DONE')"
                            + " AND (lease_until IS NULL OR lease_until <= ?)"
                            + " AND EXISTS (SELECT 1 FROM campaign c WHERE c.id = ? AND c.state = 'RUNNING')",
                    owner,
                    now.plus(length).toEpochMilli(),
                    campaign,
                    lane,
                    now.toEpochMilli(),
                    campaign);
            if (opened == 0) {
                return Optional.empty();
            }
            LaneLease lease = Objects.requireNonNull(db.jdbc.queryForObject(
                    "SELECT * FROM lane WHERE campaign_id = ? AND lane_no = ?",
                    (row, n) -> new LaneLease(
                            campaign,
                            lane,
                            row.getString("name"),
                            row.getBoolean("mixed"),
                            row.getLong("run"),
                            owner,
                            time(row, "tried_at").orElseThrow()),
                    campaign,
                    lane));
            resolveClaimsOfEarlierRuns(lease, policy, now);
            return Optional.of(lease);
        });
    }

    /** Whoever was under way when an earlier run died: nobody can say whether the mail arrived. */
    private void resolveClaimsOfEarlierRuns(LaneLease lease, UncertainPolicy policy, Instant now) {
        if (db.count(lease.campaign(), lease.lane(), RecipientState.CLAIMED) == 0) {
            return;
        }
        RecipientState to = policy == UncertainPolicy.RESEND ? RecipientState.DEFERRED : RecipientState.UNCERTAIN;
        db.jdbc.update(
                "INSERT INTO attempt (campaign_id, row_no, at, phase, code, kind, matter, reply)"
                        + " SELECT campaign_id, row_no, changed_at, 'body', 0, 'transient', 'mailbox', ? FROM recipient"
                        + " WHERE campaign_id = ? AND lane_no = ? AND due_at IS NOT NULL AND state = 'CLAIMED'"
                        + " AND claimed_by < ?",
                "the process that was sending this mail ended before it kept what the server said; taken over at "
                        + now,
                lease.campaign(),
                lease.lane(),
                lease.run());
        // who claimed them stays known: should that run still be alive, its word decides
        int changed = db.jdbc.update(
                "UPDATE recipient SET state = ?, due_at = ?, first_try_at = COALESCE(first_try_at, changed_at),"
                        + " attempts = attempts + 1, kind = 'transient', changed_at = ?"
                        + " WHERE campaign_id = ? AND lane_no = ? AND due_at IS NOT NULL AND state = 'CLAIMED'"
                        + " AND claimed_by < ?",
                to.name(),
                to == RecipientState.DEFERRED ? now.toEpochMilli() : null,
                now.toEpochMilli(),
                lease.campaign(),
                lease.lane(),
                lease.run());
        db.tally(lease.campaign(), new Database.Tally().move(lease.lane(), RecipientState.CLAIMED, to, changed));
    }

    @Override
    public boolean renew(LaneLease lease, Duration length, Instant now) {
        return db.jdbc.update(
                        "UPDATE lane SET lease_until = ? WHERE campaign_id = ? AND lane_no = ? AND run = ?"
                                + " AND state = 'RUNNING'"
                                + " AND EXISTS (SELECT 1 FROM campaign c WHERE c.id = ? AND c.state = 'RUNNING')",
                        now.plus(length).toEpochMilli(),
                        lease.campaign(),
                        lease.lane(),
                        lease.run(),
                        lease.campaign())
                == 1;
    }

    @Override
    public List<Due> due(LaneLease lease, Instant now, int limit) {
        return db.jdbc.query(DUE, (row, n) -> due(row), lease.campaign(), lease.lane(), now.toEpochMilli(), limit);
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getInt("row_no"),
                RecipientState.valueOf(row.getString("state")),
                Address.of(row.getString("address")),
                Objects.requireNonNullElse(row.getString("display_name"), ""),
                strings(row.getString("fields")),
                row.getInt("attempts"),
                time(row, "first_try_at"),
                row.getString("site"));
    }

    @Override
    public Set<Integer> claim(LaneLease lease, Collection<Due> recipients, Instant now) {
        return recordAndClaim(lease, List.of(), recipients, now);
    }

    @Override
    public void record(LaneLease lease, Collection<Outcome> all) {
        recordAndClaim(lease, all, List.of(), Instant.EPOCH);
    }

    @Override
    public Set<Integer> recordAndClaim(
            LaneLease lease, Collection<Outcome> all, Collection<Due> recipients, Instant now) {
        Supplier<Set<Integer>> write = () -> writes.inTransaction(() -> {
            var tally = new Database.Tally();
            outcomes.record(lease, all, tally);
            Set<Integer> won = claims.claim(lease, recipients, now, tally);
            writes.tally(lease.campaign(), tally);
            return won;
        });
        if (perseverance.isEmpty()) {
            return write.get();
        }
        String what = "what became of " + all.size() + " mails, and " + recipients.size() + " claims";
        return all.isEmpty()
                ? perseverance.get().within(CLAIM_PATIENCE, what, write)
                : perseverance.get().untilKept(what, write);
    }

    @Override
    public void putOff(LaneLease lease, Map<Integer, Instant> rows) {
        db.jdbc.batchUpdate(
                "UPDATE recipient SET due_at = ? WHERE campaign_id = ? AND row_no = ?"
                        + " AND state IN ('QUEUED', 'DEFERRED') AND due_at < ?",
                rows.entrySet().stream()
                        .map(row -> {
                            long until = row.getValue().toEpochMilli();
                            return new Object[] {until, lease.campaign(), row.getKey(), until};
                        })
                        .toList());
    }

    @Override
    public int expire(LaneLease lease, Duration window, Instant now) {
        return db.inTransaction(() -> {
            Instant openSince = now.minus(window);
            if (db.count(lease.campaign(), lease.lane(), RecipientState.DEFERRED) > 0) {
                new RefusedAddresses(db).countExpiring(lease, openSince, now);
            }
            return expire(
                    lease,
                    RecipientState.DEFERRED,
                    " AND open_since > 0 AND open_since <= ?",
                    now,
                    openSince.toEpochMilli());
        });
    }

    @Override
    public int expireAll(LaneLease lease, Instant now) {
        return db.inTransaction(
                () -> expire(lease, RecipientState.QUEUED, "", now) + expire(lease, RecipientState.DEFERRED, "", now));
    }

    private int expire(LaneLease lease, RecipientState from, String condition, Instant now, Object... more) {
        return db.inTransaction(() -> {
            if (db.count(lease.campaign(), lease.lane(), from) == 0) {
                return 0;
            }
            int expired = db.jdbc.update(
                    "UPDATE recipient SET state = 'EXPIRED', due_at = NULL, changed_at = ? WHERE campaign_id = ?"
                            + " AND lane_no = ? AND state = ?" + condition,
                    values(now.toEpochMilli(), lease.campaign(), lease.lane(), from.name(), List.of(more)));
            db.tally(lease.campaign(), new Database.Tally().move(lease.lane(), from, RecipientState.EXPIRED, expired));
            return expired;
        });
    }

    @Override
    public void tried(LaneLease lease, Instant at) {
        db.jdbc.update(
                "UPDATE lane SET tried_at = ? WHERE campaign_id = ? AND lane_no = ? AND run = ?",
                at.toEpochMilli(),
                lease.campaign(),
                lease.lane(),
                lease.run());
    }

    @Override
    public Rest rest(LaneLease lease, Duration window) {
        int open = db.count(lease.campaign(), lease.lane(), RecipientState.QUEUED)
                + db.count(lease.campaign(), lease.lane(), RecipientState.CLAIMED);
        int deferred = db.count(lease.campaign(), lease.lane(), RecipientState.DEFERRED);
        if (open + deferred == 0) {
            return new Rest(0, Optional.empty(), Optional.empty());
        }
        Optional<Instant> firstTry = deferred == 0 ? Optional.empty() : least(lease, "open_since");
        return new Rest(open + deferred, least(lease, "due_at"), firstTry.map(first -> first.plus(window)));
    }

    private Optional<Instant> least(LaneLease lease, String column) {
        return db.jdbc.queryForList(least(column), Long.class, lease.campaign(), lease.lane()).stream()
                .findFirst()
                .map(Instant::ofEpochMilli);
    }

    /** The least value of a column that ends an index on campaign and lane. Asked so, both databases read one row. */
    static String least(String column) {
        return "SELECT " + column + " FROM recipient WHERE campaign_id = ? AND lane_no = ? AND " + column
                + " > 0 ORDER BY campaign_id, lane_no, " + column + " LIMIT 1";
    }

    @Override
    public MessageRefusals messageRefusals(long campaign) {
        return Objects.requireNonNull(db.jdbc.queryForObject(
                "SELECT COUNT(*) AS refused, COUNT(DISTINCT d.site) AS sites,"
                        + " (SELECT COUNT(DISTINCT s.site) FROM domain s WHERE s.campaign_id = ?) AS all_sites,"
                        + " (SELECT COALESCE(SUM(t.n), 0) FROM tally t WHERE t.campaign_id = ? AND t.state = 'ACCEPTED')"
                        + " AS accepted,"
                        + " (SELECT COALESCE(SUM(t.n), 0) FROM tally t WHERE t.campaign_id = ? AND t.state <> 'REJECTED')"
                        + " AS recipients"
                        + " FROM attempt a JOIN recipient r ON r.campaign_id = a.campaign_id AND r.row_no = a.row_no"
                        + " JOIN domain d ON d.campaign_id = r.campaign_id AND d.domain_no = r.domain_no"
                        + " WHERE a.campaign_id = ? AND a.matter = 'message' AND a.code >= 500"
                        + " AND a.at >= (SELECT c.refusals_from FROM campaign c WHERE c.id = ?)",
                (row, n) -> new MessageRefusals(
                        row.getInt("refused"),
                        row.getInt("sites"),
                        row.getInt("all_sites"),
                        row.getInt("accepted"),
                        row.getInt("recipients")),
                campaign,
                campaign,
                campaign,
                campaign,
                campaign));
    }

    @Override
    public void stop(long campaign, String reason, Instant now) {
        db.jdbc.update(
                "UPDATE campaign SET state = 'STOPPED', reason = ? WHERE id = ? AND state = 'RUNNING'",
                Database.cut(reason, 1000),
                campaign);
    }

    @Override
    public void close(
            LaneLease lease,
            LaneState state,
            Optional<Instant> nextRun,
            Optional<Instant> suspendedUntil,
            String reason) {
        db.jdbc.update(
                "UPDATE lane SET state = CASE WHEN state = 'RUNNING' THEN ? ELSE state END, next_run_at = ?,"
                        + " suspended_until = ?, reason = ?, owner = NULL, lease_until = NULL"
                        + " WHERE campaign_id = ? AND lane_no = ? AND run = ?",
                state.name(),
                Database.millis(nextRun),
                Database.millis(suspendedUntil.filter(until -> until.isBefore(Instant.MAX))),
                reason.isEmpty() ? null : Database.cut(reason, 1000),
                lease.campaign(),
                lease.lane(),
                lease.run());
    }
}
