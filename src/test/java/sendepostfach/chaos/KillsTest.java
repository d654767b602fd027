package sendepostfach.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
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

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void withLeaveToSendAgainNobodyIsInDoubtAndASecondCopyHasTheSameMessageId() throws Exception {
        try (var server = new CountingServer().delay(40)) {
            Workshop workshop = Workshop.layOut(folder, null, server.port(), 300, 8, "", "uncertain: resend");
            int killed = new Kills(workshop, server, System.nanoTime(), System.out).run(4);
            Books books = Books.of(workshop, server);
            assertThat(books.faults()).isEmpty();
            assertThat(books.lost()).isEmpty();
            assertThat(books.uncertain()).isZero();
            assertThat(books.twice()).as("second copies").hasSizeBetween(1, 2 * 8 * killed);
        }
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void anImportThatWasKilledIsGoneOnWithByWhoeverServes() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase();
                var server = new CountingServer()) {
            Workshop workshop = Workshop.layOut(folder, database, server.port(), 20_000, 8, "", "");
            try (Sender importing = workshop.start("run", workshop.job().toString())) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> Books.number(workshop, "SELECT COUNT(*) FROM recipient") > 0);
                importing.kill();
            }
            assertThat(Books.number(workshop, "SELECT COUNT(*) FROM campaign WHERE state = 'IMPORTING'"))
                    .isEqualTo(1);
            try (Sender serving = workshop.serve()) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(3))
                        .failFast(serving::checkIsAlive)
                        .until(() ->
                                Books.number(workshop, "SELECT COUNT(*) FROM campaign WHERE state = 'SETTLED'") == 1);
            }
            Books books = Books.of(workshop, server);
            assertThat(books.complaints(0)).as(books.toString()).isEmpty();
        }
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
