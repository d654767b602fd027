package sendepostfach.ledger;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Secret;
import sendepostfach.token.Tokens;

/**
 * The key of a database's tokens and hashes, the same for all processes that share it: given from outside, or made at the
 * first start and kept in the database itself.
 */
final class DatabaseKey {
    private static final String NAME = "tokens";
    private static final int BYTES = 32;

    private record Kept(@Nullable String content, String fingerprint) {}

    private final JdbcTemplate jdbc;
    private final Optional<Secret> given;

    DatabaseKey(JdbcTemplate jdbc, Optional<Secret> given) {
        this.jdbc = jdbc;
        this.given = given;
    }

    /**
     * What signs and hashes with this database's key; to be called in a transaction of its own.
     *
     * @throws InputFault where the key from outside is another one than the database was begun with
     */
    Tokens tokens() {
        return find().orElseGet(this::begin);
    }

    private Optional<Tokens> find() {
        List<Kept> kept = jdbc.query(
                "SELECT content, fingerprint FROM secret WHERE name = ?",
                (row, n) -> new Kept(row.getString("content"), row.getString("fingerprint")),
                NAME);
        return kept.stream().findFirst().map(this::checked);
    }

    private Tokens checked(Kept kept) {
        Secret key = given.orElseGet(() -> new Secret(content(kept)));
        var tokens = new Tokens(key);
        if (!tokens.fingerprint().equals(kept.fingerprint)) {
            throw new InputFault(
                    "SENDEPOSTFACH_KEY is not the key that this database was begun with, so that mails which"
                            + " have left could not be recognised when they come back; "
                            + (kept.content == null
                                    ? "set it to the first one"
                                    : "unset it, the database has a key of its own"));
        }
        return tokens;
    }

    private static String content(Kept kept) {
        if (kept.content == null) {
            throw new InputFault(
                    "this database was begun with a key from the environment; set SENDEPOSTFACH_KEY to it");
        }
        return kept.content;
    }

    private Tokens begin() {
        Secret key = given.orElseGet(DatabaseKey::random);
        var tokens = new Tokens(key);
        try {
            jdbc.update(
                    "INSERT INTO secret (name, content, fingerprint) VALUES (?, ?, ?)",
                    NAME,
                    given.isPresent() ? null : key.value(),
                    tokens.fingerprint());
            return tokens;
        } catch (DuplicateKeyException anotherProcessWasFirst) {
            return find().orElseThrow(() -> anotherProcessWasFirst);
        }
    }

    private static Secret random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
