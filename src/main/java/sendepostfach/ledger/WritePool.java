package sendepostfach.ledger;

import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

import sendepostfach.campaign.Secret;

/**
 * A few connections that claims and outcomes alone are written on. They always are in a transaction, so that none has to be
 * begun and ended by statements of its own: with groups of few mails that is a quarter of all statements.
 */
final class WritePool implements AutoCloseable {
    private static final int MOST = 8;
    /** A connection that nobody writes on for so long is closed. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Database database;
    private final Optional<HikariDataSource> own;

    /**
     * @param source whose database it is; a source that is no pool is used as it is
     * @param shared what is used then
     */
    WritePool(DataSource source, Database shared, Optional<Secret> key) {
        own = source instanceof HikariDataSource pool
                ? Optional.of(new HikariDataSource(settings(pool)))
                : Optional.empty();
        database = own.map(pool -> new Database(pool, new DataSourceTransactionManager(pool), key))
                .orElse(shared);
    }

    private static HikariConfig settings(HikariDataSource pool) {
        var settings = new HikariConfig();
        pool.copyStateTo(settings);
        settings.setPoolName("ledger-writes");
        settings.setAutoCommit(false);
        settings.setMaximumPoolSize(MOST);
        settings.setMinimumIdle(0);
        settings.setIdleTimeout(IDLE.toMillis());
        // made when it is first needed
        settings.setInitializationFailTimeout(-1);
        return settings;
    }

    /** For statements within {@link Database#inTransaction} only. */
    Database database() {
        return database;
    }

    @Override
    public void close() {
        own.ifPresent(HikariDataSource::close);
    }
}
