package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.access.Role;
import sendepostfach.cli.Served;

/** The streams that tell open pages when something moves. */
class TickerTest {
    @TempDir
    Path folder;

    /** Between a page and its stream something may move: the page would stay behind for ever. */
    @Test
    @Timeout(value = 25, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoComesLaterIsToldOnceEvenIfNothingMovesAnyMore() throws Exception {
        try (Served served = Served.in(folder)) {
            served.person("otto", Role.OPERATOR);
            var visit = Visit.of(served::address, "otto");
            try (InputStream first = visit.open("/campaigns/events").body()) {
                awaitMoved(first);
                try (InputStream second = visit.open("/campaigns/events").body()) {
                    awaitMoved(second);
                }
            }
        }
    }

    private static void awaitMoved(InputStream stream) {
        assertThat(new Scanner(stream, StandardCharsets.UTF_8).findWithinHorizon("event:moved", 0))
                .isEqualTo("event:moved");
    }

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
