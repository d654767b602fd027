package sendepostfach.ledger;

import java.sql.SQLException;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Brings the schema up to date. The connections that did so may say nothing for hours, since one of them keeps the right to
 * while another changes a large table; they are not used for anything else afterwards.
 */
final class Migrations implements FlywayMigrationStrategy {
    private final DataSource source;

    Migrations(DataSource source) {
        this.source = source;
    }

    @Override
    public void migrate(Flyway flyway) {
        flyway.migrate();
        try {
            if (source.isWrapperFor(HikariDataSource.class)) {
                source.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
            }
        } catch (SQLException cannot) {
            throw new IllegalStateException("the connections of the migration cannot be given up", cannot);
        }
    }
}
