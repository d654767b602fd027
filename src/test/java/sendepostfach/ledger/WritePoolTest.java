package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.Optional;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import sendepostfach.servers.H2Database;
import sendepostfach.servers.TestDatabase;

class WritePoolTest {
    private static final ConnectionCallback<Boolean> AUTO_COMMIT = Connection::getAutoCommit;

    @Test
    void whatIsWrittenOnItsConnectionsIsKeptAsAWholeOrNotAtAll() throws Exception {
        TestDatabase server = H2Database.inMemory();
        try (var source = pool(server);
                var pool = new WritePool(source, shared(source), Optional.empty())) {
            var others = new JdbcTemplate(source);
            others.execute("CREATE TABLE probe (n INT)");
            Database writes = pool.database();

            int written = writes.inTransaction(() -> writes.jdbc.update("INSERT INTO probe VALUES (1)"));
            assertThatThrownBy(() -> writes.inTransaction(() -> {
                        writes.jdbc.update("INSERT INTO probe VALUES (2)");
                        throw new IllegalStateException("no more");
                    }))
                    .hasMessage("no more");

            assertThat(written).isEqualTo(1);
            assertThat(others.queryForList("SELECT n FROM probe", Integer.class))
                    .containsExactly(1);
            server.close();
        }
    }

    @Test
    void itsConnectionsAreAlwaysInATransactionAndThoseOfTheSourceStayAsTheyWere() throws Exception {
        TestDatabase server = H2Database.inMemory();
        try (var source = pool(server);
                var pool = new WritePool(source, shared(source), Optional.empty())) {
            assertThat(pool.database().jdbc.execute(AUTO_COMMIT)).isFalse();
            assertThat(new JdbcTemplate(source).execute(AUTO_COMMIT)).isTrue();
            server.close();
        }
    }

    @Test
    void aSourceThatIsNoPoolIsUsedAsItIs() throws Exception {
        TestDatabase server = H2Database.inMemory();
        var source = new DriverManagerDataSource(server.url(), server.user(), server.password());
        var shared = new Database(source, new DataSourceTransactionManager(source));
        try (var pool = new WritePool(source, shared, Optional.empty())) {
            assertThat(pool.database()).isSameAs(shared);
        }
        server.close();
    }

    private static Database shared(HikariDataSource source) {
        return new Database(source, new DataSourceTransactionManager(source));
    }

    private static HikariDataSource pool(TestDatabase server) {
        var source = new HikariDataSource();
        source.setJdbcUrl(server.url());
        source.setUsername(server.user());
        source.setPassword(server.password());
        return source;
    }
}
