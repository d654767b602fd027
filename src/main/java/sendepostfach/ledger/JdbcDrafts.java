package sendepostfach.ledger;

import static sendepostfach.ledger.Database.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import sendepostfach.draft.Draft;
import sendepostfach.draft.Drafts;
import sendepostfach.draft.Field;

/** Drafts in the database. */
public final class JdbcDrafts implements Drafts {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private final Database db;

    public JdbcDrafts(Database db) {
        this.db = db;
    }

    @Override
    public void add(Draft draft) {
        db.jdbc.update(
                "INSERT INTO draft (id, owner, content, campaign_id, created_at, changed_at)"
                        + " VALUES (?, ?, ?, NULL, ?, ?)",
                draft.id(),
                draft.owner(),
                JSON.writeValueAsString(draft.fields()),
                draft.createdAt().toEpochMilli(),
                draft.changedAt().toEpochMilli());
    }

    @Override
    public Optional<Draft> find(String id) {
        return db.jdbc.query("SELECT * FROM draft WHERE id = ?", (row, n) -> draft(row), id).stream()
                .findFirst();
    }

    @Override
    public List<Draft> open() {
        return db.jdbc.query(
                "SELECT * FROM draft WHERE campaign_id IS NULL ORDER BY changed_at DESC", (row, n) -> draft(row));
    }

    @Override
    public List<Draft> handedOver() {
        return db.jdbc.query(
                "SELECT * FROM draft WHERE campaign_id IS NOT NULL ORDER BY changed_at DESC", (row, n) -> draft(row));
    }

    @Override
    public void save(Draft draft) {
        db.jdbc.update(
                "UPDATE draft SET content = ?, changed_at = ? WHERE id = ? AND campaign_id IS NULL",
                JSON.writeValueAsString(draft.fields()),
                draft.changedAt().toEpochMilli(),
                draft.id());
    }

    @Override
    public boolean became(String id, long campaign, Instant now) {
        return db.jdbc.update(
                        "UPDATE draft SET campaign_id = ?, changed_at = ? WHERE id = ? AND campaign_id IS NULL",
                        campaign,
                        now.toEpochMilli(),
                        id)
                == 1;
    }

    @Override
    public void delete(String id) {
        db.jdbc.update("DELETE FROM draft WHERE id = ? AND campaign_id IS NULL", id);
    }

    private static Draft draft(ResultSet row) throws SQLException {
        var fields = new EnumMap<Field, String>(Field.class);
        JSON.readValue(row.getString("content"), FIELDS)
                .forEach((name, value) -> fields.put(Field.valueOf(name), value));
        long campaign = row.getLong("campaign_id");
        Optional<Long> became = row.wasNull() ? Optional.empty() : Optional.of(campaign);
        return new Draft(
                row.getString("id"),
                row.getString("owner"),
                fields,
                became,
                time(row, "created_at").orElseThrow(),
                time(row, "changed_at").orElseThrow());
    }
}
