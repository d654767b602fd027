package sendepostfach.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.core.SpringProperties;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Secret;
import sendepostfach.token.Tokens;

/** What all parts of the ledger share: short transactions, times, lists as JSON, and the tally. */
public final class Database {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    static {
        // Spring asks the driver for each null's type; MySQL's driver answers with an exception, for every row of a
        // batch
        SpringProperties.setFlag("spring.jdbc.getParameterType.ignore");
    }

    private static final int MOST_ATTEMPTS = 5;

    final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final TransactionTemplate ownTransactions;
    private final DatabaseKey key;
    private volatile @Nullable Tokens tokens;

    /** A database that keeps its key itself. */
    public Database(DataSource source, PlatformTransactionManager transactionManager) {
        this(source, transactionManager, Optional.empty());
    }

    /**
     * @param key what tokens are signed and addresses are hashed with, where it must not be in the database
     */
    public Database(DataSource source, PlatformTransactionManager transactionManager, Optional<Secret> key) {
        jdbc = new JdbcTemplate(source);
        transactions = new TransactionTemplate(transactionManager);
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        ownTransactions = new TransactionTemplate(transactionManager, transactions);
        ownTransactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.key = new DatabaseKey(jdbc, key);
    }

    /**
     * What signs and hashes with this database's key.
     *
     * @throws sendepostfach.campaign.InputFault where it is given from outside and is the wrong one
     */
    public Tokens tokens() {
        Tokens known = tokens;
        if (known == null) {
            known = Objects.requireNonNull(ownTransactions.execute(status -> key.tokens()));
            tokens = known;
        }
        return known;
    }

    /**
     * Runs in a transaction: the caller's where there is one, else a new one, which is tried again when the database has rolled
     * it back in favour of another.
     */
    <T> T inTransaction(Supplier<T> work) {
        // Spring cannot be asked: it takes the transaction of a step without a database for one of ours
        var isOurs = new AtomicBoolean();
        for (int attempt = 1; ; attempt++) {
            try {
                T result = transactions.execute(status -> {
                    isOurs.set(status.isNewTransaction());
                    return work.get();
                });
                if (result == null) {
                    throw new IllegalStateException("a transaction must have a result");
                }
                return result;
            } catch (PessimisticLockingFailureException rolledBack) {
                if (!isOurs.get() || attempt == MOST_ATTEMPTS) {
                    throw rolledBack;
                }
            }
        }
    }

    /** Counts changes of state of a campaign's rows, in the transaction that makes them; all in one statement. */
    void tally(long campaign, Tally changes) {
        var values = new ArrayList<Object>();
        changes.byKey.forEach((key, n) -> {
            if (n != 0) {
                values.addAll(List.of(campaign, key.lane, key.state.name(), n));
            }
        });
        if (!values.isEmpty()) {
            String rows = String.join(", ", Collections.nCopies(values.size() / 4, "(?, ?, ?, ?)"));
            jdbc.update(
                    "INSERT INTO tally (campaign_id, lane_no, state, n) VALUES " + rows
                            + " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
                    values.toArray());
        }
    }

    /** How many rows of a lane are in a state. */
    int count(long campaign, int lane, RecipientState state) {
        return jdbc
                .queryForList(
                        "SELECT n FROM tally WHERE campaign_id = ? AND lane_no = ? AND state = ?",
                        Integer.class,
                        campaign,
                        lane,
                        state.name())
                .stream()
                .findFirst()
                .orElse(0);
    }

    static String marks(int n) {
        return String.join(",", Collections.nCopies(n, "?"));
    }

    /**
     * The condition that a campaign's row is one of {@code n}, told by a column that follows the campaign in an index; its
     * values are {@link #keys}. In this form both databases look each row up; with the campaign as a condition of its own,
     * H2 reads all rows of the campaign.
     */
    static String isOneOf(String column, int n) {
        return isOneOf("campaign_id", column, n);
    }

    /** The same where another column comes first in the index. */
    static String isOneOf(String first, String column, int n) {
        return "(" + first + ", " + column + ") IN (" + String.join(",", Collections.nCopies(n, "(?,?)")) + ")";
    }

    /** The values for {@link #isOneOf}. */
    static List<Object> keys(Object first, Collection<?> all) {
        var keys = new ArrayList<Object>(2 * all.size());
        for (Object each : all) {
            keys.add(first);
            keys.add(each);
        }
        return keys;
    }

    /** Statement values in order, collections among them spread out. */
    static Object[] values(@Nullable Object... some) {
        var all = new ArrayList<@Nullable Object>();
        for (Object each : some) {
            if (each instanceof Collection<?> many) {
                all.addAll(many);
            } else {
                all.add(each);
            }
        }
        return all.toArray();
    }

    static String json(List<String> strings) {
        return JSON.writeValueAsString(strings);
    }

    static List<String> strings(@Nullable String json) {
        return json == null ? List.of() : JSON.readValue(json, STRINGS);
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static @Nullable Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** Changes of the numbers of rows in states, added up; in one order, so that transactions do not lock crosswise. */
    static final class Tally {
        private record Key(int lane, RecipientState state) implements Comparable<Key> {
            @Override
            public int compareTo(Key other) {
                return lane != other.lane ? Integer.compare(lane, other.lane) : state.compareTo(other.state);
            }
        }

        private final Map<Key, Integer> byKey = new TreeMap<>();

        Tally add(int lane, RecipientState state, int n) {
            byKey.merge(new Key(lane, state), n, Integer::sum);
            return this;
        }

        Tally move(int lane, RecipientState from, RecipientState to, int n) {
            if (!from.mayBecome(to)) {
                throw new IllegalArgumentException("a recipient that is " + from + " cannot become " + to);
            }
            return add(lane, from, -n).add(lane, to, n);
        }
    }
}
