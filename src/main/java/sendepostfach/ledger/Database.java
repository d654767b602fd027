package sendepostfach.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.core.SpringProperties;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import sendepostfach.campaign.RecipientState;

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

    public Database(DataSource source, PlatformTransactionManager transactionManager) {
        jdbc = new JdbcTemplate(source);
        transactions = new TransactionTemplate(transactionManager);
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /**
     * Runs in a transaction: the caller's where there is one, else a new one, which is tried again when the database has rolled
     * it back in favour of another.
     */
    <T> T inTransaction(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (PessimisticLockingFailureException rolledBack) {
                if (attempt == MOST_ATTEMPTS) {
                    throw rolledBack;
                }
            }
        }
    }

    private <T> T once(Supplier<T> work) {
        T result = transactions.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction must have a result");
        }
        return result;
    }

    /** Counts changes of state of a campaign's rows, in the transaction that makes them. */
    void tally(long campaign, Tally changes) {
        changes.byKey.forEach((key, n) -> {
            if (n != 0) {
                jdbc.update(
                        "INSERT INTO tally (campaign_id, lane_no, state, n) VALUES (?, ?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
                        campaign,
                        key.lane,
                        key.state.name(),
                        n);
            }
        });
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
