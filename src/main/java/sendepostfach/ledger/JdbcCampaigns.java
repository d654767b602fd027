package sendepostfach.ledger;

import static sendepostfach.ledger.Database.json;
import static sendepostfach.ledger.Database.strings;
import static sendepostfach.ledger.Database.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import org.springframework.dao.DuplicateKeyException;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.RecipientState;

/** Campaigns, their jobs and lanes in the database. */
public final class JdbcCampaigns implements Campaigns {
    private final Database db;

    public JdbcCampaigns(Database db) {
        this.db = db;
    }

    @Override
    public CampaignEntry create(NewCampaign campaign) {
        return db.inTransaction(() -> {
            try {
                db.jdbc.update(
                        "INSERT INTO campaign (name, uid, state, mailbox, job_file, job, created_at, opens_at)"
                                + " VALUES (?, ?, 'IMPORTING', ?, ?, ?, ?, ?)",
                        campaign.name(),
                        campaign.uid(),
                        campaign.mailbox(),
                        campaign.jobFile(),
                        campaign.job(),
                        campaign.createdAt().toEpochMilli(),
                        campaign.opensAt().toEpochMilli());
            } catch (DuplicateKeyException taken) {
                throw new InputFault(
                        "there is a campaign \"" + campaign.name() + "\" already; choose another name", taken);
            }
            CampaignEntry entry = find(campaign.name()).orElseThrow();
            campaign.files()
                    .forEach((name, content) -> db.jdbc.update(
                            "INSERT INTO campaign_file (campaign_id, name, content) VALUES (?, ?, ?)",
                            entry.id(),
                            name,
                            content));
            return entry;
        });
    }

    @Override
    public Optional<CampaignEntry> find(String name) {
        return db.jdbc.query("SELECT * FROM campaign WHERE name = ?", (row, n) -> entry(row), name).stream()
                .findFirst();
    }

    @Override
    public CampaignEntry get(long id) {
        return db.jdbc.query("SELECT * FROM campaign WHERE id = ?", (row, n) -> entry(row), id).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no campaign number " + id));
    }

    @Override
    public List<CampaignEntry> all() {
        return db.jdbc.query("SELECT * FROM campaign ORDER BY id DESC", (row, n) -> entry(row));
    }

    @Override
    public String job(long id) {
        return Objects.requireNonNull(
                db.jdbc.queryForObject("SELECT job FROM campaign WHERE id = ?", String.class, id));
    }

    @Override
    public Map<String, byte[]> files(long id) {
        var files = new LinkedHashMap<String, byte[]>();
        db.jdbc.query(
                "SELECT name, content FROM campaign_file WHERE campaign_id = ?",
                row -> {
                    files.put(row.getString("name"), row.getBytes("content"));
                },
                id);
        return files;
    }

    @Override
    public void header(long id, List<String> header) {
        db.jdbc.update("UPDATE campaign SET header = ? WHERE id = ?", json(header), id);
    }

    @Override
    public void sender(long id, Address sender) {
        db.jdbc.update("UPDATE campaign SET sender = ? WHERE id = ?", sender.key(), id);
    }

    @Override
    public void rows(long id, int rows) {
        db.jdbc.update("UPDATE campaign SET file_rows = ? WHERE id = ?", rows, id);
    }

    @Override
    public void opens(long id, Instant opensAt) {
        db.jdbc.update("UPDATE campaign SET opens_at = ? WHERE id = ?", opensAt.toEpochMilli(), id);
    }

    @Override
    public boolean change(long id, EnumSet<CampaignState> from, CampaignState to, String reason, Instant now) {
        int changed = db.jdbc.update(
                "UPDATE campaign SET state = ?, reason = ?, settled_at = ? WHERE id = ? AND state IN ("
                        + Database.marks(from.size()) + ")",
                Database.values(
                        to.name(),
                        Database.cut(reason, 1000),
                        to.isEnded() ? now.toEpochMilli() : null,
                        id,
                        from.stream().map(Enum::name).toList()));
        return changed == 1;
    }

    @Override
    public List<CampaignEntry> provisional() {
        return db.jdbc.query(
                "SELECT * FROM campaign WHERE state IN ('SETTLED', 'CANCELLED') AND settled_at IS NOT NULL"
                        + " AND final_at IS NULL",
                (row, n) -> entry(row));
    }

    @Override
    public void finalised(long id, Instant now) {
        db.jdbc.update("UPDATE campaign SET final_at = ? WHERE id = ?", now.toEpochMilli(), id);
    }

    @Override
    public List<LaneEntry> lanes(long id) {
        return db.jdbc.query(
                "SELECT * FROM lane WHERE campaign_id = ? ORDER BY lane_no",
                (row, n) -> new LaneEntry(
                        id,
                        row.getInt("lane_no"),
                        row.getString("name"),
                        row.getBoolean("mixed"),
                        row.getInt("round"),
                        LaneState.valueOf(row.getString("state")),
                        Objects.requireNonNullElse(row.getString("reason"), ""),
                        time(row, "next_run_at"),
                        time(row, "suspended_until"),
                        time(row, "lease_until")),
                id);
    }

    @Override
    public Map<Integer, Map<RecipientState, Integer>> tally(long id) {
        var byLane = new TreeMap<Integer, Map<RecipientState, Integer>>();
        db.jdbc.query(
                "SELECT lane_no, state, n FROM tally WHERE campaign_id = ? AND n <> 0",
                row -> {
                    byLane.computeIfAbsent(row.getInt("lane_no"), lane -> new EnumMap<>(RecipientState.class))
                            .put(RecipientState.valueOf(row.getString("state")), row.getInt("n"));
                },
                id);
        return byLane;
    }

    @Override
    public Map<Long, Map<RecipientState, Integer>> totals() {
        var totals = new TreeMap<Long, Map<RecipientState, Integer>>();
        db.jdbc.query(
                "SELECT campaign_id, state, SUM(n) AS n FROM tally WHERE n <> 0 GROUP BY campaign_id, state", row -> {
                    totals.computeIfAbsent(row.getLong("campaign_id"), id -> new EnumMap<>(RecipientState.class))
                            .put(RecipientState.valueOf(row.getString("state")), row.getInt("n"));
                });
        return totals;
    }

    private static CampaignEntry entry(ResultSet row) throws SQLException {
        int rows = row.getInt("file_rows");
        OptionalInt fileRows = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(rows);
        return new CampaignEntry(
                row.getLong("id"),
                row.getString("name"),
                row.getString("uid"),
                CampaignState.valueOf(row.getString("state")),
                Objects.requireNonNullElse(row.getString("reason"), ""),
                row.getString("mailbox"),
                row.getString("job_file"),
                strings(row.getString("header")),
                fileRows,
                time(row, "created_at").orElseThrow(),
                time(row, "opens_at").orElseThrow(),
                time(row, "settled_at"));
    }
}
