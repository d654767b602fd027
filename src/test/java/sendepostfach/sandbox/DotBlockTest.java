package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

class DotBlockTest {
    private static final int MOST = 1_000_000;

    private static InputStream stream(String wire) {
        return new BufferedInputStream(new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String read(String wire) throws IOException {
        return new String(DotBlock.read(stream(wire), MOST).orElseThrow(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theMailEndsAtTheSingleDot() throws IOException {
        assertThat(read("Subject: x\r\n\r\nHello\r\n.\r\n")).isEqualTo("Subject: x\r\n\r\nHello\r\n");
        assertThat(read(".\r\n")).isEmpty();
    }

    @Test
    void doubledDotsAreTakenBack() throws IOException {
        assertThat(read("..\r\n...x\r\na.b\r\n.\r\n")).isEqualTo(".\r\n..x\r\na.b\r\n");
    }

    @Test
    void onlyCrLfEndsALine() throws IOException {
        assertThat(read("a\n.\nb\r.\rc\r\n.\r\n")).isEqualTo("a\n.\nb\r.\rc\r\n");
        assertThat(read("a\r\r\n.\r\n")).isEqualTo("a\r\r\n");
        assertThat(read("a\r\n.\rb\r\n.\r\n")).isEqualTo("a\r\n\rb\r\n");
    }

    @Test
    void whatFollowsIsLeftForTheNextCommand() throws IOException {
        InputStream wire = stream("Hello\r\n.\r\nMAIL FROM:<a@b.example>\r\n");
        DotBlock.read(wire, MOST);
        assertThat(new String(wire.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("MAIL FROM:<a@b.example>\r\n");
    }

    @Test
    void aMailOfAnyLengthArrivesWholeAndLeavesTheRest() throws IOException {
        var random = new Random(3);
        for (int length = 0; length < 20_000; length += 1 + random.nextInt(97)) {
            String text = "x".repeat(length);
            InputStream wire = stream(text + "\r\n.\r\nQUIT\r\n");
            assertThat(DotBlock.read(wire, MOST).orElseThrow()).hasSize(length + 2);
            assertThat(wire.readAllBytes()).hasSize(6);
        }
    }

    @Test
    void aMailThatIsTooBigIsReadAndForgotten() throws IOException {
        InputStream wire = stream("x".repeat(50_000) + "\r\n.\r\nQUIT\r\n");
        assertThat(DotBlock.read(wire, 10_000)).isEmpty();
        assertThat(wire.readAllBytes()).hasSize(6);
        assertThat(DotBlock.read(stream("12345678\r\n.\r\n"), 10)).isPresent();
        assertThat(DotBlock.read(stream("123456789\r\n.\r\n"), 10)).isEmpty();
    }

    @Test
    void aClientThatGoesInTheMiddleIsNoMail() {
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read("Subject: x\r\n\r\nHel"));
    }
}
