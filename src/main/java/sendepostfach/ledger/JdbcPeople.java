package sendepostfach.ledger;

import static sendepostfach.ledger.Database.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

import sendepostfach.access.People;
import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.access.Token;
import sendepostfach.access.Tokens;
import sendepostfach.campaign.InputFault;

/** People and their tokens in the database. Names are kept in lower case, so that both databases tell them apart alike. */
public final class JdbcPeople implements People, Tokens {
    private static final String PERSON = "SELECT p.id, p.name, p.role, p.enabled, p.created_at FROM person p ";

    private static final String NO_PASSWORD = "";

    private final Database db;

    public JdbcPeople(Database db) {
        this.db = db;
    }

    @Override
    public Person add(String name, Role role, String passwordHash, Instant now) {
        return add(name, role, passwordHash, null, now);
    }

    @Override
    public Person addWithSubject(String name, Role role, String subject, Instant now) {
        return add(name, role, NO_PASSWORD, subject, now);
    }

    private Person add(String name, Role role, String passwordHash, @Nullable String subject, Instant now) {
        String key = key(Person.checkName(name));
        try {
            db.jdbc.update(
                    "INSERT INTO person (name, role, password_hash, enabled, created_at, subject)"
                            + " VALUES (?, ?, ?, TRUE, ?, ?)",
                    key,
                    role.name(),
                    passwordHash,
                    now.toEpochMilli(),
                    subject);
        } catch (DuplicateKeyException taken) {
            throw new InputFault("there is a user \"" + key + "\" already; choose another name", taken);
        }
        return find(key).orElseThrow();
    }

    @Override
    public Optional<Person> find(String name) {
        return person("WHERE p.name = ?", key(name));
    }

    @Override
    public Optional<Person> get(long id) {
        return person("WHERE p.id = ?", id);
    }

    @Override
    public Optional<Person> withSubject(String subject) {
        return person("WHERE p.subject = ?", subject);
    }

    private Optional<Person> person(String condition, Object... values) {
        return db.jdbc.query(PERSON + condition, (row, n) -> person(row), values).stream()
                .findFirst();
    }

    @Override
    public Optional<String> passwordHash(long id) {
        return db.jdbc.queryForList("SELECT password_hash FROM person WHERE id = ?", String.class, id).stream()
                .filter(hash -> !hash.equals(NO_PASSWORD))
                .findFirst();
    }

    @Override
    public List<Person> all() {
        return db.jdbc.query(PERSON + "ORDER BY p.name", (row, n) -> person(row));
    }

    @Override
    public boolean change(long id, Role role, boolean enabled) {
        return db.jdbc.update("UPDATE person SET role = ?, enabled = ? WHERE id = ?", role.name(), enabled, id) == 1;
    }

    @Override
    public void password(long id, String passwordHash) {
        db.jdbc.update("UPDATE person SET password_hash = ? WHERE id = ?", passwordHash, id);
    }

    @Override
    public void add(long person, String label, String tokenHash, Instant now, Instant expiresAt) {
        db.jdbc.update(
                "INSERT INTO api_token (person_id, label, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                person,
                Database.cut(label, 60),
                tokenHash,
                now.toEpochMilli(),
                expiresAt.toEpochMilli());
    }

    @Override
    public Optional<Person> owner(String tokenHash, Instant now) {
        return person(
                "JOIN api_token t ON t.person_id = p.id"
                        + " WHERE t.token_hash = ? AND t.expires_at > ? AND p.enabled = TRUE",
                tokenHash,
                now.toEpochMilli());
    }

    @Override
    public List<Token> of(long person) {
        return db.jdbc.query(
                "SELECT id, label, created_at, expires_at FROM api_token WHERE person_id = ? ORDER BY id DESC",
                (row, n) -> new Token(
                        row.getLong("id"),
                        row.getString("label"),
                        time(row, "created_at").orElseThrow(),
                        time(row, "expires_at").orElseThrow()),
                person);
    }

    @Override
    public boolean revoke(long person, long token) {
        return db.jdbc.update("DELETE FROM api_token WHERE person_id = ? AND id = ?", person, token) == 1;
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("enabled"),
                time(row, "created_at").orElseThrow());
    }
}
