package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.close;
import static sendepostfach.smtp.ScriptedAnswer.hang;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.resetAfter;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.batch.LaneRunner;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.servers.Loopback;
import sendepostfach.smtp.ScriptedAnswer;
import sendepostfach.smtp.ScriptedServer;
import sendepostfach.smtp.ScriptedStep;
import sendepostfach.smtp.ScriptedStep.Event;
import sendepostfach.smtp.TestCertificate;

/**
 * A campaign from the job file to the account whose mail server is in one trouble after the other: each is told in words, no
 * recipient pays an attempt, nothing goes out in clear, and once the server is well everybody gets the mail, once.
 */
class TroubledMailServerTest {
    private static final String REPLY_WITHIN = "sendepostfach.smtp.reply-within";
    private static final String LOGIN = "username: news@probe.example, password: geheim,";

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws IOException {
        System.setProperty(REPLY_WITHIN, "1s");
        Files.writeString(
                folder.resolve("list.csv"), "E-Mail\nanna@firma.example\nbernd@firma.example\nclara@kontor.example\n");
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag\n");
        // more than the systems at both ends take off the sender's hands while the server does not read
        Files.write(folder.resolve("katalog.pdf"), new byte[12_000_000]);
        Files.writeString(folder.resolve("probe.yaml"), """
                campaign: probe
                mailbox: haupt
                from: "Probe <news@probe.example>"
                subject: Probe
                text: mail.txt
                attachments: [katalog.pdf]
                list: { file: list.csv }
                """);
    }

    @AfterEach
    void clear() {
        System.clearProperty(REPLY_WITHIN);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void nobodyIsBlamedAndTheCampaignGoesOnOnceTheServerIsWell() throws Exception {
        int nobody = Loopback.freePort();
        mailboxAt(nobody, "none", "");
        CapturedRun first = run("--once");
        assertThat(first.exitCode()).as(first.err()).isEqualTo(Cli.LEFT_FOR_LATER);
        assertThat(first.err())
                .contains("suspended, next run in")
                .contains("127.0.0.1:" + nobody + ": Connection refused")
                .contains("3 recipients are left for later; go on with the same command");
        assertThat(attempts()).containsExactly(0);

        try (App app = App.start(options())) {
            troubles().forEach((words, script) -> {
                try (var server = ScriptedServer.start(script)) {
                    assertThat(reasonOf(app, server, "none", "")).contains(words);
                    assertThat(server.received()).as(words).isEmpty();
                }
            });
            try (var server = ScriptedServer.start(step -> usual(), "AUTH PLAIN LOGIN")) {
                assertThat(reasonOf(app, server, "starttls", LOGIN))
                        .endsWith("the server offers no STARTTLS, which the mailbox asks for (security: starttls);"
                                + " nothing was sent in clear");
                assertThat(server.steps())
                        .extracting(ScriptedStep::event)
                        .isSubsetOf(Event.CONNECT, Event.EHLO, Event.QUIT);
            }
            try (var server = ScriptedServer.startWithTls(step -> usual(), TestCertificate.serverContext())) {
                assertThat(reasonOf(app, server, "starttls", LOGIN))
                        .contains("the server's certificate is not accepted: ")
                        .contains("unable to find valid certification path");
                assertNothingInClear(server);
            }
            assertThat(attempts()).containsExactly(0);
        }

        try (var server = ScriptedServer.start(step -> usual())) {
            mailboxAt(server.port(), "none", "");
            timePasses();
            clear(); // a server that is well has all the time that a busy machine needs
            CapturedRun last = run();
            assertThat(last.exitCode()).as(last.err()).isEqualTo(Cli.OK);
            assertThat(server.accepted()).hasSize(3);
            assertThat(attempts()).containsExactly(1);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aTrustedCertificateForAnotherNameIsRefused() throws Exception {
        try (var server = ScriptedServer.startInTls(step -> usual(), TestCertificate.wrongNameContext())) {
            mailboxAt(server.port(), "tls", LOGIN);

            String said = runAsAProcessThatTrustsTheOtherName();

            assertThat(said)
                    .contains("the server's certificate is not accepted: No subject alternative names matching IP"
                            + " address 127.0.0.1 found")
                    .contains("host, port or security in the mailbox file are wrong");
            assertThat(server.steps()).extracting(ScriptedStep::event).doesNotContain(Event.AUTH, Event.MAIL);
            assertThat(attempts()).containsExactly(0);
        }
    }

    /** What a server does that has no certificate to show, by the words that an operator reads. */
    private static Map<String, ScriptedServer.Script> troubles() {
        var troubles = new LinkedHashMap<String, ScriptedServer.Script>();
        troubles.put("554 5.3.2 No service here", at(Event.CONNECT, reply("554 5.3.2 No service here")));
        troubles.put("421 4.3.2 Too busy", at(Event.CONNECT, close("421 4.3.2 Too busy, try again later")));
        troubles.put("127.0.0.1:", at(Event.CONNECT, hang()));
        troubles.put("broke while a mail was under way: ", at(Event.DATA, hang()));
        troubles.put("in a row broke while a mail was under way: ", at(Event.DATA, resetAfter(50_000)));
        return troubles;
    }

    private static ScriptedServer.Script at(Event event, ScriptedAnswer answer) {
        return step -> step.is(event) ? answer : usual();
    }

    private static void assertNothingInClear(ScriptedServer server) {
        assertThat(server.steps())
                .filteredOn(step -> !step.isEncrypted())
                .extracting(ScriptedStep::event)
                .doesNotContain(Event.AUTH, Event.MAIL, Event.RCPT, Event.DATA, Event.END_OF_DATA);
        assertThat(server.received()).isEmpty();
    }

    /** Runs the lane once and returns why it was put off. */
    private String reasonOf(App app, ScriptedServer server, String security, String login) {
        mailboxAt(server.port(), security, login);
        timePasses();
        app.get(MailboxRests.class).resume("haupt");
        CampaignEntry campaign = app.campaign("probe");
        LaneEntry lane = app.get(Campaigns.class).lanes(campaign.id()).get(0);
        return app.get(LaneRunner.class)
                .run(campaign.id(), lane.lane())
                .orElseThrow()
                .reason();
    }

    /** Rests and waits are over. */
    private void timePasses() {
        sql("UPDATE recipient SET due_at = 1 WHERE due_at > 0");
        sql("UPDATE mailbox_pause SET paused_until = 1");
        sql("UPDATE lane SET next_run_at = 1 WHERE next_run_at > 0");
    }

    private void mailboxAt(int port, String security, String login) {
        try {
            Files.writeString(folder.resolve("mailboxes.yaml"), """
                    haupt: { host: 127.0.0.1, port: %d, security: %s, %s connections: 1 }
                    """.formatted(port, security, login));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private CapturedRun run(String... more) {
        var line = new ArrayList<>(List.of(
                "run",
                folder.resolve("probe.yaml").toString(),
                "--data",
                folder.resolve("data").toString()));
        line.addAll(List.of(more));
        return CapturedRun.of(line.toArray(String[]::new));
    }

    private AppOptions options() {
        var options = new AppOptions();
        options.data = folder.resolve("data");
        options.jobs = folder;
        return options;
    }

    /** In a process of its own, since a JVM reads its trust store once; returns what it said. */
    private String runAsAProcessThatTrustsTheOtherName() throws Exception {
        Path trusted = folder.resolve("trusted.p12");
        String password = TestCertificate.trustWrongName(trusted);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.ssl.trustStore=" + trusted,
                        "-Djavax.net.ssl.trustStorePassword=" + password,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "sendepostfach.Sendepostfach",
                        "run",
                        folder.resolve("probe.yaml").toString(),
                        "--once",
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            assertThat(process.waitFor()).isEqualTo(Cli.LEFT_FOR_LATER);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(folder.resolve("log"));
    }

    /** How many attempts the recipients have paid. */
    private Set<Integer> attempts() throws SQLException {
        var attempts = new TreeSet<Integer>();
        try (var connection = DriverManager.getConnection(url(), "sa", "");
                var query = connection.createStatement();
                var row = query.executeQuery("SELECT attempts FROM recipient")) {
            while (row.next()) {
                attempts.add(row.getInt(1));
            }
        }
        return attempts;
    }

    private void sql(String statement) {
        try (var connection = DriverManager.getConnection(url(), "sa", "");
                var update = connection.createStatement()) {
            update.executeUpdate(statement);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private String url() {
        return "jdbc:h2:" + folder.resolve("data/ledger").toAbsolutePath()
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;AUTO_SERVER=TRUE;IFEXISTS=TRUE";
    }
}
