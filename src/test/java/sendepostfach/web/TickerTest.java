package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.access.Role;
import sendepostfach.cli.Served;

/** The streams that tell open pages when something moves. */
class TickerTest {
    @TempDir
    Path folder;

    /** Half a minute is what the web server waits for requests under way. */
    @Test
    @Timeout(25)
    void anOpenStreamBeginsAtOnceAndDoesNotKeepTheProgramFromEnding() throws Exception {
        Served served = Served.in(folder);
        served.person("otto", Role.OPERATOR);
        try (InputStream stream =
                Visit.of(served::address, "otto").open("/campaigns/events").body()) {
            byte[] first = stream.readNBytes(5);
            served.close();

            assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo(":here");
            // which ends, rather than breaks
            assertThat(stream.readAllBytes()).hasSizeLessThan(1000);
        }
    }
}
