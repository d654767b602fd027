package sendepostfach.ledger;

import java.time.Instant;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;

import sendepostfach.access.Answers;

/** Answers by idempotency key, in the database. */
public final class JdbcAnswers implements Answers {
    private final Database db;

    public JdbcAnswers(Database db) {
        this.db = db;
    }

    @Override
    public Optional<Known> begin(String person, String key, String fingerprint, Instant now) {
        try {
            db.jdbc.update(
                    "INSERT INTO idempotent_answer (person, request_key, fingerprint, answer, at)"
                            + " VALUES (?, ?, ?, NULL, ?)",
                    person,
                    key,
                    fingerprint,
                    now.toEpochMilli());
            return Optional.empty();
        } catch (DuplicateKeyException known) {
            return db
                    .jdbc
                    .query(
                            "SELECT fingerprint, answer FROM idempotent_answer WHERE person = ? AND request_key = ?",
                            (row, n) -> new Known(
                                    row.getString("fingerprint"), Optional.ofNullable(row.getString("answer"))),
                            person,
                            key)
                    .stream()
                    .findFirst();
        }
    }

    @Override
    public void answered(String person, String key, String answer) {
        db.jdbc.update(
                "UPDATE idempotent_answer SET answer = ? WHERE person = ? AND request_key = ?", answer, person, key);
    }

    @Override
    public void forget(String person, String key) {
        db.jdbc.update(
                "DELETE FROM idempotent_answer WHERE person = ? AND request_key = ? AND answer IS NULL", person, key);
    }
}
