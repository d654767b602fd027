package sendepostfach.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import sendepostfach.report.ExecutionLog;
import sendepostfach.report.Timetable;

/**
 * Reads Spring Batch's and Quartz's tables in a few statements, however much is shown: their own ways take some for each execution
 * and each trigger.
 */
public final class JdbcExecutionLog implements ExecutionLog, Timetable {
    private static final Comparator<Execution> LATEST_FIRST = Comparator.comparing(
                    (Execution each) -> each.began().orElse(Instant.EPOCH))
            .reversed();

    private final Database db;

    public JdbcExecutionLog(Database db) {
        this.db = db;
    }

    @Override
    public List<Execution> latest(int instancesOfEachJob) {
        var instances = new ArrayList<Long>();
        for (String job : db.jdbc.queryForList("SELECT DISTINCT JOB_NAME FROM BATCH_JOB_INSTANCE", String.class)) {
            instances.addAll(db.jdbc.queryForList(
                    "SELECT JOB_INSTANCE_ID FROM BATCH_JOB_INSTANCE WHERE JOB_NAME = ?"
                            + " ORDER BY JOB_INSTANCE_ID DESC LIMIT ?",
                    Long.class,
                    job,
                    instancesOfEachJob));
        }
        if (instances.isEmpty()) {
            return List.of();
        }
        return executions(db.jdbc.queryForList(
                        "SELECT MAX(JOB_EXECUTION_ID) FROM BATCH_JOB_EXECUTION WHERE JOB_INSTANCE_ID IN ("
                                + Database.marks(instances.size()) + ") GROUP BY JOB_INSTANCE_ID",
                        Long.class,
                        instances.toArray()))
                .stream()
                .sorted(LATEST_FIRST)
                .toList();
    }

    @Override
    public Optional<Execution> find(long id) {
        return executions(List.of(id)).stream().findFirst();
    }

    /** Without Quartz's lock: a trigger that is just being fired may be missing. */
    @Override
    public List<Firing> next(int most) {
        return db.jdbc.query(
                "SELECT TRIGGER_GROUP, TRIGGER_NAME, NEXT_FIRE_TIME FROM QRTZ_TRIGGERS"
                        + " WHERE NEXT_FIRE_TIME > 0 ORDER BY NEXT_FIRE_TIME, TRIGGER_GROUP, TRIGGER_NAME LIMIT ?",
                (row, n) -> new Firing(
                        row.getString("TRIGGER_GROUP"),
                        row.getString("TRIGGER_NAME"),
                        Instant.ofEpochMilli(row.getLong("NEXT_FIRE_TIME"))),
                most);
    }

    private List<Execution> executions(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String these = " IN (" + Database.marks(ids.size()) + ")";
        var parameters = new LinkedHashMap<Long, Map<String, String>>();
        db.jdbc.query(
                "SELECT JOB_EXECUTION_ID, PARAMETER_NAME, PARAMETER_VALUE FROM BATCH_JOB_EXECUTION_PARAMS"
                        + " WHERE JOB_EXECUTION_ID" + these + " ORDER BY PARAMETER_NAME",
                row -> {
                    parameters
                            .computeIfAbsent(row.getLong("JOB_EXECUTION_ID"), id -> new LinkedHashMap<>())
                            .put(row.getString("PARAMETER_NAME"), said(row.getString("PARAMETER_VALUE")));
                },
                ids.toArray());
        var steps = new LinkedHashMap<Long, List<Step>>();
        var words = new LinkedHashMap<Long, String>();
        db.jdbc.query(
                "SELECT JOB_EXECUTION_ID, STEP_NAME, STATUS, EXIT_CODE, EXIT_MESSAGE, READ_COUNT, WRITE_COUNT"
                        + " FROM BATCH_STEP_EXECUTION WHERE JOB_EXECUTION_ID" + these + " ORDER BY STEP_EXECUTION_ID",
                row -> {
                    long id = row.getLong("JOB_EXECUTION_ID");
                    steps.computeIfAbsent(id, each -> new ArrayList<>())
                            .add(new Step(
                                    row.getString("STEP_NAME"),
                                    row.getString("STATUS"),
                                    said(row.getString("EXIT_CODE")),
                                    row.getLong("READ_COUNT"),
                                    row.getLong("WRITE_COUNT")));
                    String message = said(row.getString("EXIT_MESSAGE"));
                    if (!message.isBlank()) {
                        words.put(id, message);
                    }
                },
                ids.toArray());
        return db.jdbc.query(
                "SELECT e.JOB_EXECUTION_ID, i.JOB_NAME, e.STATUS, e.EXIT_CODE, e.EXIT_MESSAGE, e.START_TIME, e.END_TIME"
                        + " FROM BATCH_JOB_EXECUTION e JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                        + " WHERE e.JOB_EXECUTION_ID" + these,
                (row, n) -> {
                    long id = row.getLong("JOB_EXECUTION_ID");
                    return execution(
                            row,
                            parameters.getOrDefault(id, Map.of()),
                            steps.getOrDefault(id, List.of()),
                            // a step says it better than its job
                            words.getOrDefault(id, said(row.getString("EXIT_MESSAGE"))));
                },
                ids.toArray());
    }

    private static Execution execution(ResultSet row, Map<String, String> parameters, List<Step> steps, String words)
            throws SQLException {
        var written = new StringBuilder();
        parameters.forEach(
                (name, value) -> written.append(name).append('=').append(value).append(' '));
        return new Execution(
                row.getLong("JOB_EXECUTION_ID"),
                row.getString("JOB_NAME"),
                written.toString().strip(),
                Optional.ofNullable(parameters.get("campaign")).map(Long::valueOf),
                Optional.ofNullable(parameters.get("lane")).map(Integer::valueOf),
                row.getString("STATUS"),
                said(row.getString("EXIT_CODE")),
                firstLine(words),
                time(row.getTimestamp("START_TIME")),
                time(row.getTimestamp("END_TIME")),
                List.copyOf(steps));
    }

    /** Spring Batch keeps a whole stack trace; its first line says what happened. */
    private static String firstLine(String words) {
        return words.lines().findFirst().orElse("").replaceFirst("^(?:[a-z]+\\.)+[A-Z]\\w*: ", "");
    }

    private static String said(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** Spring Batch writes the clock on this machine's wall. */
    private static Optional<Instant> time(@Nullable Timestamp local) {
        return Optional.ofNullable(local).map(Timestamp::toInstant);
    }
}
