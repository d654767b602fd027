package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BounceCommandTest {
    private static final String BOUNCE = """
            From: MAILER-DAEMON@example.org
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Final-Recipient: rfc822; erika@example.com
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown
            --b
            Content-Type: text/rfc822-headers

            Message-ID: <1@example.org>
            --b--
            """;

    @TempDir
    Path dir;

    @Test
    void aBounceIsOneObjectARecipient() throws IOException {
        Path file = Files.writeString(dir.resolve("a.eml"), BOUNCE);
        Ran ran = run("--json", file.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines())
                .containsExactly("{\"file\":\"" + file + "\",\"type\":\"failed\",\"recipient\":\"erika@example.com\","
                        + "\"status\":\"5.1.1\",\"reply\":\"550 5.1.1 User unknown\",\"kind\":\"unknown-user\","
                        + "\"permanent\":true,\"messageId\":\"1@example.org\"}");
    }

    @Test
    void peopleReadALine() throws IOException {
        Path file = Files.writeString(dir.resolve("a.eml"), BOUNCE);
        assertThat(run(file.toString()).out().lines())
                .containsExactly(file + ": failed erika@example.com, unknown-user for good: 550 5.1.1 User unknown");
    }

    @Test
    void aMailThatSaysNothingNeedsALook() throws IOException {
        Path file = Files.writeString(dir.resolve("a.eml"), "From: erika@example.com\nSubject: Hello\n\nHi\n");
        Ran ran = run("--json", file.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .contains("\"type\":\"none\",\"recipient\":null,\"status\":null,\"reply\":\"\",\"kind\":null,"
                        + "\"permanent\":false,\"messageId\":null}");
    }

    @Test
    void aMissingFileIsOneLineAndTheOthersAreRead() throws IOException {
        Path file = Files.writeString(dir.resolve("a.eml"), BOUNCE);
        Ran ran = run("--json", dir.resolve("none").toString(), file.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err().lines()).containsExactly("sendepostfach: " + dir.resolve("none") + ": no such file");
        assertThat(ran.out().lines()).hasSize(1);
    }

    private static Ran run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var printed = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code =
                    Cli.run(Stream.concat(Stream.of("bounce"), Stream.of(args)).toArray(String[]::new));
            return new Ran(code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private record Ran(int code, String out, String err) {}
}
