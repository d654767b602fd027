package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void aLineThatWouldWrapIsCut() {
        assertThat(Screen.fitting(List.of("0123456789", "012345678"), new Screen.Size(24, 10)))
                .containsExactly("01234567…", "012345678");
    }

    @Test
    void moreLinesThanTheTerminalHasAreCounted() {
        assertThat(Screen.fitting(List.of("a", "b", "c", "d"), new Screen.Size(4, 80)))
                .containsExactly("a", "b", "... and 2 more lanes");
        assertThat(Screen.fitting(List.of("a", "b", "c"), new Screen.Size(4, 80)))
                .containsExactly("a", "b", "c");
    }

    @Test
    void linesAreDrawnOverThoseBefore() {
        var bytes = new ByteArrayOutputStream();
        var screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        screen.draw(List.of("one", "two"), Instant.EPOCH);
        screen.draw(List.of("three"), Instant.EPOCH);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\033[Jone\ntwo\n\033[2A\033[Jthree\n");
    }
}
