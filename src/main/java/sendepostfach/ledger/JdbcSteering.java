package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Steering;

/** What operators do, in the database. */
public final class JdbcSteering implements Steering {
    private static final List<RecipientState> OPEN = List.of(RecipientState.QUEUED, RecipientState.DEFERRED);

    private final Database db;

    public JdbcSteering(Database db) {
        this.db = db;
    }

    @Override
    public int pause(Selection selection, Instant now, boolean dry) {
        return halt(selection, dry, "RUNNING", "PAUSED", "state NOT IN ('PAUSED', 'DONE')", "PAUSED");
    }

    @Override
    public int resume(Selection selection, Instant now, boolean dry) {
        if (!dry && selection.lane().isEmpty()) {
            // the operator has seen the refusals that stopped it: only further ones stop it again
            db.jdbc.update(
                    "UPDATE campaign SET refusals_from = ? WHERE id = ? AND state = 'STOPPED'",
                    now.toEpochMilli(),
                    selection.campaign());
            importFirst(selection.campaign());
        }
        return halt(selection, dry, "PAUSED', 'STOPPED", "RUNNING", "state = 'PAUSED'", "WAITING");
    }

    /** Where the import broke off, it is gone on with first: delivered as it is, the campaign would lose the rest of its list. */
    private void importFirst(long campaign) {
        db.jdbc.update(
                "UPDATE campaign SET state = 'IMPORTING', reason = NULL WHERE id = ? AND state IN ('PAUSED', 'STOPPED')"
                        + " AND (file_rows IS NULL OR EXISTS (SELECT 1 FROM tally t WHERE t.campaign_id = ?"
                        + " AND t.lane_no = 0 AND t.state = 'QUEUED' AND t.n > 0))",
                campaign,
                campaign);
    }

    private int halt(
            Selection selection, boolean dry, String campaignFrom, String campaignTo, String lanes, String laneTo) {
        return db.inTransaction(() -> {
            if (!dry && selection.lane().isEmpty()) {
                db.jdbc.update(
                        "UPDATE campaign SET state = ?, reason = NULL WHERE id = ? AND state IN ('" + campaignFrom
                                + "')",
                        campaignTo,
                        selection.campaign());
            }
            if (!dry && (selection.lane().isPresent() || laneTo.equals("WAITING"))) {
                db.jdbc.update(
                        "UPDATE lane SET state = ? WHERE campaign_id = ? AND " + lanes + laneCondition(selection),
                        values(
                                laneTo,
                                selection.campaign(),
                                selection.lane().stream().toList()));
            }
            return count(selection, OPEN);
        });
    }

    @Override
    public int restart(Selection selection, Instant now, boolean dry) {
        if (dry) {
            return count(selection, List.of(RecipientState.DEFERRED));
        }
        return db.inTransaction(() -> {
            db.jdbc.update(
                    "UPDATE site_pace SET strikes = 0, suspended_until = NULL WHERE mailbox ="
                            + " (SELECT c.mailbox FROM campaign c WHERE c.id = ?) AND site IN"
                            + " (SELECT d.site FROM domain d WHERE d.campaign_id = ? AND d.site IS NOT NULL"
                            + laneCondition(selection) + ")",
                    values(
                            selection.campaign(),
                            selection.campaign(),
                            selection.lane().stream().toList()));
            runNow(selection, now);
            return db.jdbc.update(
                    "UPDATE recipient SET due_at = ? WHERE campaign_id = ? AND state = 'DEFERRED'"
                            + condition(selection),
                    values(now.toEpochMilli(), selection.campaign(), conditionValues(selection)));
        });
    }

    @Override
    public int cancel(Selection selection, Instant now, boolean dry) {
        List<RecipientState> from = List.of(RecipientState.QUEUED, RecipientState.DEFERRED, RecipientState.UNCERTAIN);
        if (dry) {
            return count(selection, from);
        }
        return db.inTransaction(() -> from.stream()
                .mapToInt(state -> move(selection, state, RecipientState.CANCELLED, null, now))
                .sum());
    }

    @Override
    public int decideUncertain(Selection selection, boolean resend, Instant now, boolean dry) {
        if (dry) {
            return count(selection, List.of(RecipientState.UNCERTAIN));
        }
        return db.inTransaction(() -> {
            if (resend) {
                // an operator's word gives a new window: the old one may have closed long ago
                db.jdbc.update(
                        "UPDATE recipient SET first_try_at = NULL WHERE campaign_id = ? AND state = 'UNCERTAIN'"
                                + condition(selection),
                        values(selection.campaign(), conditionValues(selection)));
            }
            int moved = move(
                    selection,
                    RecipientState.UNCERTAIN,
                    resend ? RecipientState.DEFERRED : RecipientState.ACCEPTED,
                    resend ? now.toEpochMilli() : null,
                    now);
            if (resend && moved > 0) {
                db.jdbc.update(
                        "UPDATE lane SET state = 'WAITING', round = round + 1, tried_at = ? WHERE campaign_id = ?"
                                + " AND state = 'DONE'" + laneCondition(selection),
                        values(
                                now.toEpochMilli(),
                                selection.campaign(),
                                selection.lane().stream().toList()));
                db.jdbc.update(
                        "UPDATE campaign SET state = 'RUNNING', settled_at = NULL WHERE id = ? AND state = 'SETTLED'",
                        selection.campaign());
                runNow(selection, now);
            }
            return moved;
        });
    }

    /** Lanes that wait for a later time no longer do. */
    private void runNow(Selection selection, Instant now) {
        db.jdbc.update(
                "UPDATE lane SET next_run_at = ?, suspended_until = NULL WHERE campaign_id = ? AND next_run_at > ?"
                        + laneCondition(selection),
                values(
                        now.toEpochMilli(),
                        selection.campaign(),
                        now.toEpochMilli(),
                        selection.lane().stream().toList()));
    }

    /** Moves rows from one state to another, lane by lane, since the tally is kept by lane. */
    private int move(
            Selection selection,
            RecipientState from,
            RecipientState to,
            @org.jspecify.annotations.Nullable Long dueAt,
            Instant now) {
        int moved = 0;
        for (Map.Entry<Integer, Integer> lane : lanesWith(selection, from).entrySet()) {
            int changed = db.jdbc.update(
                    "UPDATE recipient SET state = ?, due_at = ?, changed_at = ? WHERE campaign_id = ? AND state = ?"
                            + " AND " + (lane.getKey() == 0 ? "lane_no IS NULL" : "lane_no = " + lane.getKey())
                            + kindCondition(selection),
                    values(
                            to.name(),
                            dueAt,
                            now.toEpochMilli(),
                            selection.campaign(),
                            from.name(),
                            selection.kind().map(Object::toString).stream().toList()));
            db.tally(selection.campaign(), new Database.Tally().move(lane.getKey(), from, to, changed));
            moved += changed;
        }
        return moved;
    }

    private Map<Integer, Integer> lanesWith(Selection selection, RecipientState state) {
        var lanes = new java.util.TreeMap<Integer, Integer>();
        db.jdbc.query(
                "SELECT lane_no, n FROM tally WHERE campaign_id = ? AND state = ? AND n > 0" + laneCondition(selection),
                row -> {
                    lanes.put(row.getInt("lane_no"), row.getInt("n"));
                },
                values(
                        selection.campaign(),
                        state.name(),
                        selection.lane().stream().toList()));
        return lanes;
    }

    private int count(Selection selection, List<RecipientState> states) {
        List<String> names = states.stream().map(Enum::name).toList();
        if (selection.kind().isEmpty()) {
            return Objects.requireNonNullElse(
                    db.jdbc.queryForObject(
                            "SELECT SUM(n) FROM tally WHERE campaign_id = ? AND state IN ("
                                    + Database.marks(names.size()) + ")" + laneCondition(selection),
                            Integer.class,
                            values(
                                    selection.campaign(),
                                    names,
                                    selection.lane().stream().toList())),
                    0);
        }
        return Objects.requireNonNullElse(
                db.jdbc.queryForObject(
                        "SELECT COUNT(*) FROM recipient WHERE campaign_id = ? AND state IN ("
                                + Database.marks(names.size()) + ")" + condition(selection),
                        Integer.class,
                        values(selection.campaign(), names, conditionValues(selection))),
                0);
    }

    private static String laneCondition(Selection selection) {
        return selection.lane().isPresent() ? " AND lane_no = ?" : "";
    }

    private static String kindCondition(Selection selection) {
        return selection.kind().isPresent() ? " AND kind = ?" : "";
    }

    private static String condition(Selection selection) {
        return laneCondition(selection) + kindCondition(selection);
    }

    private static List<Object> conditionValues(Selection selection) {
        var values = new ArrayList<Object>(selection.lane().stream().toList());
        selection.kind().map(Object::toString).ifPresent(values::add);
        return values;
    }
}
