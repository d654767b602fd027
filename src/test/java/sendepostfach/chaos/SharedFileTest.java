package sendepostfach.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one embedded database, which one of them always opens or closes just when another one comes. */
class SharedFileTest {
    @TempDir
    Path folder;

    /** As long as H2 takes to open or close it, its file is locked for all others. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void whoComesWhileTheFileIsLockedWaitsALittle() throws Exception {
        Workshop workshop = Workshop.layOut(folder, null, 25, 1, 1, "", "");
        try (Sender first = workshop.start("status")) {
            assertThat(first.await(Duration.ofMinutes(1))).as(first.log()).isZero();
        }
        try (Connection locking = DriverManager.getConnection(
                        "jdbc:h2:async:" + workshop.data().resolve("ledger")
                                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;USER=sa");
                Sender second = workshop.start("status")) {
            assertThat(locking.isValid(1)).isTrue();
            Awaitility.await()
                    .during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(6))
                    .until(second::isAlive);
            locking.close();

            assertThat(second.await(Duration.ofMinutes(1))).as(second.log()).isZero();
        }
    }
}
