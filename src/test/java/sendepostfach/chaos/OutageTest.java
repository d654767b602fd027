package sendepostfach.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.OwnMySqlServer;
import sendepostfach.servers.TestDatabase;

/** The line to the database breaks; and the short form of {@code bench/chaos outages}, where the database itself is killed. */
class OutageTest {
    private static final int CONNECTIONS = 8;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void whileTheDatabaseIsAwayNothingIsSentThatCouldNotBeKept() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase();
                var server = new CountingServer().delay(10)) {
            URI location = URI.create(database.url().substring("jdbc:".length()));
            try (var line = new Line(location.getHost(), location.getPort())) {
                String url = database.url().replace(location.getRawAuthority(), "127.0.0.1:" + line.port());
                var behindTheLine = new TestDatabase(url, database.user(), database.password(), database.dropping());
                Workshop workshop = Workshop.layOut(folder, behindTheLine, server.port(), 1000, CONNECTIONS, "", "");
                assertThat(new Outages(workshop, server, cutting(line), System.nanoTime(), System.out)
                                .run(2, Duration.ofSeconds(3)))
                        .allMatch(OutageTest::wereUnderWay);
                Books books = Books.of(workshop, server);
                assertThat(books.complaints(0)).as(books.toString()).isEmpty();
            }
        }
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void aDatabaseServerThatIsKilledLosesNothing() throws Exception {
        try (var mysql = OwnMySqlServer.in(folder.resolve("mysql"));
                var server = new CountingServer().delay(10)) {
            Workshop workshop = Workshop.layOut(folder, mysql.database(), server.port(), 600, CONNECTIONS, "", "");
            assertThat(new Outages(workshop, server, Outages.killing(mysql), System.nanoTime(), System.out)
                            .run(2, Duration.ofSeconds(1)))
                    .allMatch(OutageTest::wereUnderWay);
            Books books = Books.of(workshop, server);
            assertThat(books.complaints(0)).as(books.toString()).isEmpty();
        }
    }

    /** A connection has at most two recipients claimed. */
    private static boolean wereUnderWay(int mails) {
        return mails <= 2 * CONNECTIONS;
    }

    private static Outages.Trouble cutting(Line line) {
        return new Outages.Trouble() {
            @Override
            public void begin() {
                line.cut();
            }

            @Override
            public void end() {
                line.mend();
            }
        };
    }
}
