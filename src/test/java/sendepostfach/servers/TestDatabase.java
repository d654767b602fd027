package sendepostfach.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * An empty database of one's own.
 *
 * @param url its JDBC URL, without user and password
 * @param user who may do everything in it
 * @param password that user's password
 * @param dropping the SQL that makes an end of it
 */
public record TestDatabase(String url, String user, String password, String dropping) implements AutoCloseable {
    /** A new connection; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Drops the database with all that is in it. */
    @Override
    public void close() throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(dropping);
        }
    }
}
