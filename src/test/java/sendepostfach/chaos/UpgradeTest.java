package sendepostfach.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.TestDatabase;

/**
 * Databases of the first schema (V1 to V3), as a process of that version left them when it was killed: 60 recipients, of whom
 * the server had taken 25 mails, 23 with the ledger's knowledge.
 */
class UpgradeTest {
    private static final int RECIPIENTS = 60;
    private static final int UNDER_WAY = 2;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aCampaignThatAnEarlierVersionBeganIsFinishedOnMySql() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase()) {
            try (Connection connection = database.connect()) {
                load(connection, "half-way-mysql.sql");
            }
            takeOver(database, "mysql.taken");
        }
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aCampaignThatAnEarlierVersionBeganIsFinishedOnH2() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (Connection connection = DriverManager.getConnection(
                "jdbc:h2:" + data.resolve("ledger")
                        + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "sa",
                "")) {
            load(connection, "half-way-h2.sql");
        }
        takeOver(null, "h2.taken");
    }

    private void takeOver(@Nullable TestDatabase database, String takenBefore) throws Exception {
        try (var server = new CountingServer()) {
            Workshop workshop = Workshop.layOut(folder, database, server.port(), RECIPIENTS, 2, "", "");
            try (Sender sender = workshop.start("serve", "--port", "0", "--jobs", folder.toString())) {
                Path account = workshop.data().resolve("reports/chaos/summary.txt");
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .failFast(sender.log(), () -> !sender.isAlive())
                        .until(() -> Files.exists(account));
                Thread.sleep(1000);
                sender.terminate();
                assertThat(sender.await(Duration.ofSeconds(20)))
                        .as(sender.log())
                        .isZero();
            }
            List<String> before = text(takenBefore).lines().toList();
            assertThat(before).hasSize(25);
            // what was taken before is not sent again, and all the others are
            assertThat(server.byRecipient())
                    .hasSize(RECIPIENTS - before.size())
                    .doesNotContainKeys(before.toArray(String[]::new));
            assertThat(server.byRecipient().values()).containsOnly(1);
            Books books = Books.of(workshop, server);
            assertThat(books.faults()).isEmpty();
            assertThat(books.uncertainWithoutEvidence()).isEmpty();
            assertThat(books.states()).isEqualTo(Map.of("ACCEPTED", RECIPIENTS - UNDER_WAY, "UNCERTAIN", UNDER_WAY));
        }
    }

    private static void load(Connection connection, String dump) throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : text(dump).split(";\\s*\\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = UpgradeTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
