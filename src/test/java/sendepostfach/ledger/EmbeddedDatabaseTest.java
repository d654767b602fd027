package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The embedded database at the URL that the program ships with. */
class EmbeddedDatabaseTest {
    @TempDir
    Path data;

    @Test
    void itOutlivesTheInterruptionOfAThreadThatWrites() throws Exception {
        try (Connection connection = DriverManager.getConnection(shippedUrl())) {
            execute(connection, "CREATE TABLE t (a INT)");
            var writer = new Thread(() -> {
                // as the scheduler's threads are when it shuts down
                Thread.currentThread().interrupt();
                try (Connection own = DriverManager.getConnection(shippedUrl())) {
                    execute(own, "INSERT INTO t VALUES (1)");
                } catch (SQLException mayFail) {
                    // the interrupted thread's own statement is not what is asked about
                }
            });
            writer.start();
            writer.join();

            execute(connection, "INSERT INTO t VALUES (2)");
            try (var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM t WHERE a = 2")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @SuppressWarnings("unchecked")
    private String shippedUrl() {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/application.yaml"))) {
            Map<String, Object> all = new Yaml().load(in);
            var spring = (Map<String, Object>) Objects.requireNonNull(all.get("spring"));
            var source = (Map<String, Object>) Objects.requireNonNull(spring.get("datasource"));
            return String.valueOf(source.get("url")).replaceFirst("\\$\\{[^}]*\\}", data.toString());
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
