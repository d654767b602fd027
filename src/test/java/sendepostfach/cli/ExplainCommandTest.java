package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    Path dir;

    @Test
    void aReplyIsExplainedInWords() {
        Ran ran = run("550 5.1.1 User unknown");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "550 5.1.1 User unknown",
                        "unknown-user",
                        "matter of the recipient",
                        "refuse",
                        "Take the address off");
    }

    @Test
    void programsGetOneObjectAReplyInTheOrderOfTheArguments() {
        Ran ran = run("--json", "550 5.1.1 User unknown", "450-Rate limit\\n450 reached");
        assertThat(ran.out().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"reply\":\"550 5.1.1 User unknown\",\"phase\":\"rcpt\",\"kind\":\"unknown-user\","
                        + "\"matter\":\"recipient\",\"action\":\"refuse\",\"advice\":\"Take");
        assertThat(ran.out().lines().skip(1).findFirst()).hasValueSatisfying(line -> assertThat(line)
                .contains("\"reply\":\"450-Rate limit\\n450 reached\"", "\"rate-limited\""));
    }

    @Test
    void aFileOfJsonLinesIsExplained() throws IOException {
        Path file = write(
                "a.jsonl",
                "{\"reply\": \"550 Sorry\", \"phase\": \"auth\"}\n\n{\"reply\": \"550-No such\\n550 user\"}\n");
        Ran ran = run("--json", "--lines", file.toString());
        assertThat(ran.out().lines()).hasSize(2);
        assertThat(ran.out()).contains("\"phase\":\"auth\",\"kind\":\"sender-misconfigured\"", "unknown-user");
    }

    @Test
    void withoutArgumentsRepliesComeFromStandardInputOneALine() {
        Ran ran = runWith("550 No such user\n\n450 Greylisted\n", "--json");
        assertThat(ran.out().lines()).hasSize(2);
    }

    @Test
    void thePhaseDecidesWhereTheTextDoesNot() {
        assertThat(run("--json", "--phase", "AUTH", "550 Sorry").out()).contains("stop-mailbox");
        assertThat(run("--json", "--phase", "rcpt", "550 Sorry").out()).contains("refuse");
    }

    @Test
    void adviceComesInGerman() {
        assertThat(run("--lang", "de", "550 5.1.1 User unknown").out()).contains("Die Adresse aus der Liste nehmen");
    }

    @Test
    void wrongInputIsOneClearLineAndExitCodeTwo() throws IOException {
        Path noJson = write("a.jsonl", "{\"reply\": \"550 x\"}\n{\"reply\": ");
        Path noReply = write("b.jsonl", "[1]");
        Path noPhase = write("c.jsonl", "{\"reply\": \"550 x\", \"phase\": \"dance\"}");
        assertFault(run("--phase", "dance", "550 x"), "unknown phase \"dance\": one of connect, ehlo");
        assertFault(run("--lang", "fr", "550 x"), "--lang is en or de");
        assertFault(run("--lines", noJson.toString()), noJson + ", line 2: ");
        assertFault(run("--lines", noReply.toString()), noReply + ", line 1: ");
        assertFault(run("--lines", noPhase.toString()), noPhase + ", line 1: unknown phase");
        assertFault(run("--lines", dir.resolve("none").toString()), "none: no such file");
    }

    private static void assertFault(Ran ran, String message) {
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains(message);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private static Ran run(String... args) {
        return runWith("", args);
    }

    private static Ran runWith(String input, String... args) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        var printed = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code =
                    Cli.run(Stream.concat(Stream.of("explain"), Stream.of(args)).toArray(String[]::new));
            return new Ran(code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }

    private record Ran(int code, String out, String err) {}
}
