package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.servers.Loopback;
import sendepostfach.servers.RudeImapServer;
import sendepostfach.smtp.ScriptedServer;
import sendepostfach.smtp.ScriptedStep.Event;

/** Commands that fail just because of a secret, with stack traces even, do not say it. */
class SecretsInErrorsTest {
    private static final String SECRET = "Geheimnis-der-Datei-17";
    private static final String KEY = "MC4CAQAwBQYDK2VwBCIEIGeheimerSchluesselNr44GeheimerSchluessel4x";

    @TempDir
    Path folder;

    private JobFolder job(String... more) throws IOException {
        return JobFolder.in(folder).job(Stream.of("anna@gmail.example"), more);
    }

    private static void assertTellsNothing(CapturedRun run) {
        String said = run.out() + run.err();
        assertThat(said).doesNotContainIgnoringCase(SECRET).doesNotContain(KEY).doesNotContain(KEY.substring(0, 30));
        for (int before = 0; before < 3; before++) {
            String encoded =
                    Base64.getEncoder().encodeToString(("x".repeat(before) + SECRET).getBytes(StandardCharsets.UTF_8));
            assertThat(said).doesNotContain(encoded.substring(4, encoded.length() - 4));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*" + SECRET,
                "!" + SECRET + "!x y",
                "\"" + SECRET,
                "@" + SECRET,
                "\"" + SECRET + "\\q\"",
                "a: " + SECRET,
                "[" + SECRET + "]",
                "{ x: " + SECRET + " }",
                SECRET + "\n  password: " + SECRET,
                SECRET + "\n  port: x",
                SECRET + "\n  passwort: " + SECRET,
                SECRET + "\n  token: " + SECRET
            })
    void aMailboxFileThatIsBrokenAtTheSecret(String password) throws IOException {
        JobFolder job = job("mailbox: haupt")
                .file("mailboxes.yaml", "haupt:\n  host: 127.0.0.1\n  username: konto\n  password: " + password + "\n");
        for (String command : new String[] {"run", "check"}) {
            CapturedRun run = job.run(command, "JOB", "--debug");
            assertThat(run.exitCode()).as(command + run.err()).isEqualTo(Cli.WRONG_INPUT);
            assertThat(run.err()).contains("mailboxes.yaml:");
            assertTellsNothing(run);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: *" + SECRET,
                "key: \"" + KEY + "\"",
                "key: |\n    -----BEGIN PRIVATE KEY-----\n    " + KEY + "\n    -----END PRIVATE KEY-----",
                "key: dkim.pem"
            })
    void aJobFileThatHoldsTheKeyOrNamesADamagedOne(String key) throws IOException {
        JobFolder job = job("dkim:\n  domain: probe.example\n  selector: s1\n  " + key)
                .file("dkim.pem", "-----BEGIN PRIVATE KEY-----\n" + KEY + "\n-----END PRIVATE KEY-----\n");
        CapturedRun run = job.run("run", "JOB", "--debug");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(Cli.WRONG_INPUT);
        assertThat(run.err()).containsPattern("dkim\\.key|DKIM key|probe\\.yaml:");
        assertTellsNothing(run);
    }

    @Test
    void serversThatRepeatTheLogIn() throws IOException {
        try (var server = ScriptedServer.start(
                        step -> step.is(Event.AUTH) ? reply("535 5.7.8 you said " + step.line()) : usual(),
                        "AUTH LOGIN");
                var imap = RudeImapServer.start()) {
            JobFolder job =
                    job("mailbox: haupt").file("mailboxes.yaml", """
                            haupt:
                              { host: 127.0.0.1, port: %1$d, security: none, username: konto, password: %2$s,
                                bounces: { host: 127.0.0.1, port: %3$d, security: none, username: b, password: %2$s } }
                            """.formatted(server.port(), SECRET, imap.port()));
            CapturedRun check = job.run("check", "JOB", "--debug");
            assertThat(check.out()).contains("you said");
            assertTellsNothing(check);
            CapturedRun test = job.run("test", "JOB", "ada@probe.example", "--debug");
            assertThat(test.out() + test.err()).contains("you said");
            assertTellsNothing(test);
            assertTellsNothing(job.run("run", "JOB", "--once", "--force", "--debug"));
            CapturedRun status = job.run("status", "probe");
            assertThat(status.out()).contains("you said");
            assertTellsNothing(status);
            assertTellsNothing(job.run("status", "probe", "--json"));
            CapturedRun collect = job.run("collect", "--debug");
            assertThat(imap.heard()).anyMatch(line -> line.contains(SECRET));
            assertTellsNothing(collect);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://127.0.0.1:PORT/s?user=u&password=" + SECRET,
                "jdbc:mysql://u:" + SECRET + "@127.0.0.1:PORT/s",
                "jdbc:mysql:/127.0.0.1:PORT/s?user=u&password=" + SECRET,
                "jdbc:mysqll://127.0.0.1:PORT/s?user=u&password=" + SECRET,
                "jdbc:mysql://127.0.0.1:x/s?user=u&password=" + SECRET,
                "jdbc:h2:tcp://127.0.0.1:PORT/db;USER=sa;PASSWORD=" + SECRET,
                "jdbc:h2:file:FOLDER/db;USER=sa;PASSWORD=" + SECRET + ";NO_SUCH_SETTING=1",
                "jdbc:h2:file:FOLDER/db;USER=sa;PASSWORD=" + SECRET + ";broken",
                "mysql://127.0.0.1/s?user=u&password=" + SECRET
            })
    void aDatabaseThatIsNotThere(String url) throws IOException {
        JobFolder job = new JobFolder(
                folder,
                Map.of(
                        "spring.datasource.url",
                        url.replace("PORT", String.valueOf(Loopback.freePort())).replace("FOLDER", folder.toString())));
        CapturedRun run = job.run("status", "--debug");
        assertThat(run.exitCode()).as(run.err()).isNotZero();
        assertThat(run.err()).contains("sendepostfach: ");
        assertTellsNothing(run);
    }

    @Test
    void aDatabaseThatWasBegunWithAnotherPassword() throws IOException {
        String url = "jdbc:h2:file:" + folder.resolve("db") + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;"
                + "CASE_INSENSITIVE_IDENTIFIERS=TRUE;USER=sa;PASSWORD=";
        assertThat(new JobFolder(folder, Map.of("spring.datasource.url", url + "erstes"))
                        .run("status")
                        .exitCode())
                .isZero();
        CapturedRun run = new JobFolder(folder, Map.of("spring.datasource.url", url + SECRET)).run("status", "--debug");
        assertThat(run.exitCode()).isEqualTo(Cli.NEEDS_A_LOOK);
        assertTellsNothing(run);
    }

    @Test
    void aKeyOfTokensThatIsTooShort() {
        String key = SECRET.substring(0, 12);
        CapturedRun run = new JobFolder(folder, Map.of("SENDEPOSTFACH_KEY", key)).run("status", "--debug");
        assertThat(run.err()).contains("SENDEPOSTFACH_KEY must have at least").doesNotContain(key);
    }
}
