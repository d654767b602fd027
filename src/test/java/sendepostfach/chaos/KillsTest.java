package sendepostfach.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.TestDatabase;

/** The short form of {@code bench/chaos kills}. */
class KillsTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void nothingIsLostAndNothingIsSentTwiceOnMySql() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase()) {
            check(database, 1000, 5);
        }
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void nothingIsLostAndNothingIsSentTwiceOnH2() throws Exception {
        check(null, 500, 3);
    }

    private void check(@Nullable TestDatabase database, int recipients, int kills) throws Exception {
        try (var server = new CountingServer().delay(10)) {
            Workshop workshop = Workshop.layOut(folder, database, server.port(), recipients, 8, "", "");
            var campaign = new Kills(workshop, server, System.nanoTime(), System.out);
            int killed = campaign.run(kills);
            Books books = Books.of(workshop, server);
            assertThat(killed).isPositive();
            assertThat(campaign.complaints(books)).as(books.toString()).isEmpty();
        }
    }
}
