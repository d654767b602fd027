package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.smtp.ScriptedServer;

/** What tells an operator, in the log and by command, that a person has to act. */
class AlertsTest {
    @TempDir
    Path folder;

    @Test
    void aWrongLoginStopsTheMailboxAtOnceAndIsAlarmedOnce() throws Exception {
        try (var server = ScriptedServer.start(
                step -> step.line().startsWith("AUTH") ? reply("535 5.7.8 Authentication failed") : usual(),
                "AUTH PLAIN")) {
            JobFolder job = JobFolder.in(folder)
                    .file(
                            "mailboxes.yaml",
                            "haupt: { host: 127.0.0.1, port: %d, security: none, username: erika, password: falsch,"
                                            .formatted(server.port())
                                    + " connections: 10 }\n")
                    .job(recipients("a.example", "b.example", "c.example"), "mailbox: haupt");

            CapturedRun run = job.run("run", "JOB", "--once", "--force");

            assertThat(run.exitCode()).isEqualTo(Cli.LEFT_FOR_LATER);
            assertThat(alarms(run, "ERROR"))
                    .singleElement()
                    .asString()
                    .contains(
                            "mailbox haupt is stopped until an operator acts: 535 5.7.8 Authentication failed",
                            "The operator must correct user name and password");
            assertThat(server.received()).isEmpty();
            long logins = server.steps().stream()
                    .filter(step -> step.line().startsWith("AUTH"))
                    .count();
            assertThat(logins).as("attempts to log in").isLessThanOrEqualTo(2);
            assertThat(job.run("status", "probe", "--json").out())
                    .contains("\"QUEUED\":30")
                    .contains("Authentication failed");
            assertThat(job.run("status", "probe").out())
                    .contains("  mailbox haupt: paused until an operator acts (pace haupt --reopen)")
                    .contains("Authentication failed");
            assertThat(job.run("pace", "haupt").out())
                    .contains("paused until an operator acts (pace haupt --reopen)", "Authentication failed");
        }
    }

    @Test
    void aSiteThatBlocksTheServerIsAlarmedOnceWithWhatToDoAndRests() throws Exception {
        JobFolder job =
                JobFolder.in(folder).file("sandbox.yaml", """
                        providers:
                        - name: gesperrt
                          domains: [gesperrt.example]
                          traits:
                          - refuse: { kind: blocked, reply: "554 5.7.1 Client host [{ip}] blocked using zen.spamhaus.org; try again in 100 hours" }
                        - name: default
                        """).job(recipients("gesperrt.example", "frei.example"));

        CapturedRun run = job.run("run", "JOB", "--once");

        assertThat(run.exitCode()).isEqualTo(Cli.LEFT_FOR_LATER);
        assertThat(alarms(run, "WARN"))
                .singleElement()
                .asString()
                .contains(
                        "gesperrt.example does not take mail from mailbox sandbox until ",
                        "blocked using zen.spamhaus.org",
                        "Its operator must look it up at check.spamhaus.org");
        assertThat(job.run("status", "probe", "--json").out()).contains("\"ACCEPTED\":10");
        assertThat(job.run("status", "probe").out())
                .containsPattern(
                        "gesperrt.example rests until 2.*, 10 waiting  554 5.7.1 Client host .* blocked using zen");
        assertThat(job.run("pace", "sandbox", "--site", "gesperrt.example").out())
                .contains("rests until", "blocked using zen.spamhaus.org");
    }

    private static Stream<String> recipients(String... domains) {
        return Stream.of(domains).flatMap(domain -> IntStream.range(0, 10).mapToObj(n -> "k" + n + "@" + domain));
    }

    private static List<String> alarms(CapturedRun run, String level) {
        return run.err()
                .lines()
                .filter(line -> line.contains(" " + level + " "))
                .toList();
    }
}
