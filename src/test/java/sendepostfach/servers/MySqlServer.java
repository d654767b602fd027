package sendepostfach.servers;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mysql.MySQLContainer;

/**
 * A real MySQL: the one at the JDBC URL in the environment variable {@code SENDEPOSTFACH_TEST_MYSQL_URL}, whose user may
 * create databases named {@code sendepostfach_...}; otherwise a container, where Docker runs.
 */
public final class MySqlServer {
    private static final String VARIABLE = "SENDEPOSTFACH_TEST_MYSQL_URL";
    private static final String IMAGE = "mysql:9";

    private static @Nullable Login server;

    private MySqlServer() {}

    /** Where the server is, and who may create databases there. */
    record Login(String url, String user, String password) {
        /** Reads a JDBC URL with the parameters {@code user} and {@code password}. */
        static Login of(String jdbcUrl) {
            String user = "";
            String password = "";
            var others = new StringBuilder();
            String[] parts = jdbcUrl.split("\\?", 2);
            for (String parameter : parts.length == 1 ? new String[0] : parts[1].split("&")) {
                if (parameter.startsWith("user=")) {
                    user = parameter.substring("user=".length());
                } else if (parameter.startsWith("password=")) {
                    password = parameter.substring("password=".length());
                } else {
                    others.append(others.isEmpty() ? "?" : "&").append(parameter);
                }
            }
            return new Login(parts[0] + others, user, password);
        }

        /** The same server's database of that name. */
        String urlOf(String database) {
            URI location = URI.create(url.substring("jdbc:".length()));
            String query = location.getRawQuery() == null ? "" : "?" + location.getRawQuery();
            return "jdbc:mysql://" + location.getRawAuthority() + "/" + database + query;
        }
    }

    /** An empty database with a name of its own; skips the test where there is no server. */
    public static TestDatabase freshDatabase() {
        Login login = login();
        String name = "sendepostfach_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        } catch (SQLException fault) {
            throw new IllegalStateException("cannot create a database at " + login.url(), fault);
        }
        return new TestDatabase(login.urlOf(name), login.user(), login.password(), "DROP DATABASE " + name);
    }

    private static synchronized Login login() {
        if (server == null) {
            String url = System.getenv(VARIABLE);
            if (url != null && !url.isBlank()) {
                server = Login.of(url);
            } else {
                boolean docker = DockerClientFactory.instance().isDockerAvailable();
                Required.MYSQL.check(docker, "set " + VARIABLE + " to a JDBC URL, or start Docker");
                server = container();
            }
        }
        return server;
    }

    @SuppressWarnings("resource") // one for all tests; Testcontainers removes it when the JVM ends
    private static Login container() {
        var container = new MySQLContainer(IMAGE).withUsername("root").withPassword("sendepostfach");
        container.start();
        return new Login(container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }
}
