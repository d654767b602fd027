package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.TestDatabase;

/** A process that stands still in the middle of a transaction, on MySQL as the program uses it. */
class SilentTransactionTest {
    private static final String LOCK = "SELECT scope FROM quota_scope WHERE scope = 'mailbox:haupt' FOR UPDATE";

    @TempDir
    Path folder;

    private Map<String, String> properties = Map.of();

    @AfterEach
    void clear() {
        properties.keySet().forEach(System::clearProperty);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void whoSaysNothingLosesItsLocksToTheOthers() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase()) {
            properties = Map.of(
                    "spring.profiles.active", "mysql",
                    "spring.datasource.url", database.url(),
                    "spring.datasource.username", database.user(),
                    "spring.datasource.password", database.password(),
                    "sendepostfach.silence", "2");
            properties.forEach(System::setProperty);
            var options = new AppOptions();
            options.data = folder.resolve("data");
            options.jobs = folder;
            try (App app = App.start(options);
                    Connection silent = connection(app);
                    Connection other = connection(app)) {
                for (Connection each : List.of(silent, other)) {
                    assertThat(secondsOfSilence(each)).isEqualTo(2);
                }
                execute(silent, "INSERT INTO quota_scope (scope) VALUES ('mailbox:haupt')");
                silent.commit();
                execute(silent, LOCK);

                execute(other, LOCK);

                assertThatThrownBy(() -> execute(silent, LOCK)).isInstanceOf(SQLException.class);
                other.rollback();
            }
        }
    }

    private static Connection connection(App app) throws SQLException {
        Connection connection = app.get(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Which the connections of the migration, of which the pool is full at the start, are not held to. */
    private static int secondsOfSilence(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT @@SESSION.wait_timeout")) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            assertThat(statement.execute(sql)).isEqualTo(sql.startsWith("SELECT"));
        }
    }
}
