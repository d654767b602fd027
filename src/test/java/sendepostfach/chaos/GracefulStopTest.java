package sendepostfach.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GracefulStopTest {
    private static final int LEFT_FOR_LATER = 75;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aStoppedProcessFinishesWhatIsUnderWayAndLeavesNothingUncertain() throws Exception {
        try (var server = new CountingServer().delay(400)) {
            Workshop workshop = Workshop.layOut(folder, null, server.port(), 200, 8, "", "");
            try (Sender sender = workshop.start("run", workshop.job().toString())) {
                while (server.count() < 50 && sender.isAlive()) {
                    Thread.sleep(10);
                }
                sender.terminate();
                assertThat(sender.await(Duration.ofSeconds(10)))
                        .as(sender.log())
                        .isEqualTo(LEFT_FOR_LATER);
            }
            int taken = server.count();
            assertThat(taken).isLessThan(200);
            assertThat(Books.number(workshop, "SELECT COUNT(*) FROM recipient WHERE state = 'ACCEPTED'"))
                    .isEqualTo(taken);
            assertThat(Books.number(workshop, "SELECT COUNT(*) FROM lane WHERE lease_until IS NOT NULL"))
                    .isZero();
            server.delay(0);
            try (Sender sender = workshop.start("run", workshop.job().toString())) {
                assertThat(sender.await(Duration.ofMinutes(2))).as(sender.log()).isZero();
            }
            Books books = Books.of(workshop, server);
            assertThat(books.complaints(0)).as(books.toString()).isEmpty();
        }
    }
}
