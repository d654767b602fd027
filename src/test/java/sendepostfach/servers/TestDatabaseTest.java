package sendepostfach.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDatabaseTest {
    @Test
    void mySqlGivesEveryoneADatabaseOfTheirOwnAndDropsIt() throws SQLException {
        TestDatabase dropped;
        try (TestDatabase database = MySqlServer.freshDatabase();
                TestDatabase another = MySqlServer.freshDatabase()) {
            isEmptyAndUsable(database);
            isEmptyAndUsable(another);
            dropped = database;
        }
        assertThatThrownBy(dropped::connect).hasMessageContaining("Unknown database");
    }

    @Test
    void h2InMemoryLastsUntilItIsClosed() throws SQLException {
        try (TestDatabase database = H2Database.inMemory();
                TestDatabase another = H2Database.inMemory()) {
            isEmptyAndUsable(database);
            isEmptyAndUsable(another);
        }
    }

    @Test
    void h2InAFileKeepsWhatItHolds(@TempDir Path directory) throws SQLException {
        TestDatabase database = H2Database.in(directory);
        isEmptyAndUsable(database);
        database.close();
        try (var again = H2Database.in(directory)) {
            assertThat(count(again)).isEqualTo(1);
        }
    }

    @Test
    void aLoginIsReadFromAJdbcUrl() {
        var login = MySqlServer.Login.of("jdbc:mysql://127.0.0.1:3306/x?user=u&password=p&sslMode=DISABLED");
        assertThat(login.user()).isEqualTo("u");
        assertThat(login.password()).isEqualTo("p");
        assertThat(login.url()).isEqualTo("jdbc:mysql://127.0.0.1:3306/x?sslMode=DISABLED");
        assertThat(login.urlOf("y")).isEqualTo("jdbc:mysql://127.0.0.1:3306/y?sslMode=DISABLED");
    }

    private static void isEmptyAndUsable(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE thing (id BIGINT PRIMARY KEY, name VARCHAR(20))");
            statement.execute("INSERT INTO thing VALUES (1, 'Müller')");
        }
        assertThat(count(database)).isEqualTo(1);
    }

    private static int count(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM thing")) {
            result.next();
            return result.getInt(1);
        }
    }
}
