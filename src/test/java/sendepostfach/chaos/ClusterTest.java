package sendepostfach.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.TestDatabase;

/** The short form of {@code bench/chaos cluster}. */
class ClusterTest {
    private static final int CONNECTIONS = 4;
    private static final int LIMIT = 80;
    private static final int PER_SECONDS = 2;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void threeProcessesSendEachMailOnceAndKeepTheMailboxesLimit() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase();
                var server = new CountingServer().delay(10)) {
            Workshop workshop = Workshop.layOut(
                    folder,
                    database,
                    server.port(),
                    800,
                    CONNECTIONS,
                    "  limits: [" + LIMIT + "/" + PER_SECONDS + "s]",
                    "");
            new Cluster(workshop, server, Duration.ofSeconds(10), System.out).run();
            Books books = Books.of(workshop, server);
            // one is killed; what the paused one had under way is at most uncertain too
            assertThat(books.complaints(2 * 2 * CONNECTIONS))
                    .as(books.toString())
                    .isEmpty();
            assertThat(server.mostWithin(PER_SECONDS * 1000L)).isLessThanOrEqualTo(LIMIT);
        }
    }
}
