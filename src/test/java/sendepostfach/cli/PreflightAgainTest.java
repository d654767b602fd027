package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Steering;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.preflight.PreflightLedger;
import sendepostfach.preflight.PreflightLedger.Decision;
import sendepostfach.schedule.Conductor;
import sendepostfach.schedule.Desk;
import sendepostfach.smtp.ScriptedAnswer;
import sendepostfach.smtp.ScriptedServer;
import sendepostfach.smtp.ScriptedStep.Event;

/** The checks are made again whenever a campaign starts, and before it goes on after a block; each decision is kept. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PreflightAgainTest {
    private static final String GOOD = "\"v=spf1 mx ip4:192.0.2.66 -all\"";
    private static final String BAD = "\"v=spf1 mx -all\"";
    private static final String BLOCKED = "554 IP=192.0.2.66 - A problem occurred. (Ask your postmaster for help or to"
            + " contact tosa@rx.t-online.de to clarify.)";

    @TempDir
    Path folder;

    private final AtomicBoolean blocks = new AtomicBoolean();
    private final PracticeNameServer names = new PracticeNameServer()
            .deniesOtherNames()
            .has("blatt.example", 300, Type.TXT, GOOD)
            .has("blatt.example", 300, Type.MX, "10 mx.blatt.example.")
            .has("blatt.example", 300, Type.SOA, "ns.blatt.example. root.blatt.example. 1 3600 600 86400 300")
            .has("mx.blatt.example", 300, Type.A, "192.0.2.25")
            .has("_dmarc.blatt.example", 300, Type.TXT, "\"v=DMARC1; p=none; rua=mailto:d@blatt.example\"")
            .has("out.provider.example", 300, Type.A, "192.0.2.66")
            .has("66.2.0.192.in-addr.arpa", 300, Type.PTR, "out.provider.example.")
            .has("firma.example", 300, Type.MX, "10 mx.firma.example.");
    private final ScriptedServer mailbox = ScriptedServer.start(
            step -> step.is(Event.RCPT) && blocks.get() ? ScriptedAnswer.reply(BLOCKED) : ScriptedAnswer.usual());

    @BeforeEach
    void writeMailbox() throws IOException {
        Files.writeString(folder.resolve("liste.csv"), "E-Mail\nanna@firma.example\n");
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag\n");
        Files.writeString(folder.resolve("mailboxes.yaml"), """
                haupt: { host: 127.0.0.1, port: %d, security: none, sending-hosts: [out.provider.example] }
                """.formatted(mailbox.port()));
    }

    @AfterEach
    void stop() {
        names.close();
        mailbox.close();
    }

    @Test
    void aScheduledStartIsCheckedWhenItsTimeHasCome() throws Exception {
        schedule("einmal", "at: 2099-12-01T08:00");
        publish(BAD);
        theTimeHasCome("launch");

        try (App app = begin()) {
            CampaignEntry stopped = await(app, "einmal", CampaignState.STOPPED);
            assertThat(stopped.reason()).contains("spf", "192.0.2.66");
            assertThat(decisions(app, stopped)).containsExactly(Decision.REFUSED, Decision.CLEARED);
            assertThat(mailbox.received()).isEmpty();

            // an operator lets it go on in spite of that
            app.get(Desk.class)
                    .carryOut(
                            Desk.Order.RESUME,
                            new Steering.Selection(stopped.id(), Optional.empty(), Optional.empty()),
                            true,
                            told -> {});
            await(app, "einmal", CampaignState.SETTLED);
            assertThat(decisions(app, stopped)).startsWith(Decision.FORCED, Decision.REFUSED);
            assertThat(mailbox.accepted()).hasSize(1);
        }
    }

    @Test
    void aStartThatWasForcedWhenItWasScheduledStaysForced() throws Exception {
        publish(BAD);
        schedule("einmal", "at: 2099-12-01T08:00", "--force");
        theTimeHasCome("launch");

        try (App app = begin()) {
            CampaignEntry settled = await(app, "einmal", CampaignState.SETTLED);
            assertThat(decisions(app, settled)).containsExactly(Decision.FORCED, Decision.FORCED);
            assertThat(app.get(PreflightLedger.class).of(settled.id()))
                    .allMatch(entry -> entry.failed().contains("spf") && entry.refused() == 1);
        }
    }

    @Test
    void eachStartOfARecurringJobIsChecked() throws Exception {
        publish(BAD);
        schedule("taeglich", "cron: \"0 0 8 * * ?\"");
        schedule("trotzdem", "cron: \"0 0 8 * * ?\"", "--force");
        theTimeHasCome("cron");

        try (App app = begin()) {
            CampaignEntry stopped = await(app, "taeglich@", CampaignState.STOPPED);
            assertThat(decisions(app, stopped)).containsExactly(Decision.REFUSED);
            CampaignEntry settled = await(app, "trotzdem@", CampaignState.SETTLED);
            assertThat(decisions(app, settled)).containsExactly(Decision.FORCED);
            assertThat(mailbox.accepted()).hasSize(1);
        }
    }

    @Test
    void aLaneThatWasBlockedGoesOnOnlyAfterAnotherCheck() throws Exception {
        blocks.set(true);
        // enough for a lane of its own
        Files.writeString(
                folder.resolve("liste.csv"),
                IntStream.range(0, 2000)
                        .mapToObj(i -> "kunde" + i + "@firma.example\n")
                        .collect(Collectors.joining("", "E-Mail\n", "")));
        schedule("einmal", "at: 2099-12-01T08:00");
        theTimeHasCome("launch");

        try (App app = begin()) {
            CampaignEntry campaign = await(app, "einmal", CampaignState.RUNNING);
            // still right: it is checked, tried again, and blocked again
            awaitBlock(app, campaign);
            assertThat(decisions(app, campaign)).containsExactly(Decision.CLEARED, Decision.CLEARED);
            theRestIsOver(app, campaign);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> decisions(app, campaign).size() == 3);
            awaitBlock(app, campaign);

            publish(BAD);
            theRestIsOver(app, campaign);
            CampaignEntry stopped = await(app, "einmal", CampaignState.STOPPED);
            assertThat(stopped.reason()).contains("spf", "192.0.2.66");
            assertThat(decisions(app, stopped))
                    .containsExactly(Decision.REFUSED, Decision.CLEARED, Decision.CLEARED, Decision.CLEARED);
            assertThat(mailbox.received()).isEmpty();

            publish(GOOD);
            blocks.set(false);
            app.get(Desk.class)
                    .carryOut(
                            Desk.Order.RESUME,
                            new Steering.Selection(stopped.id(), Optional.empty(), Optional.empty()));
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !mailbox.accepted()
                    .isEmpty());
        }
    }

    @Test
    void aLaneOfManySitesGoesOnOnlyAfterAnotherCheckWhereOneOfThemBlocked() throws Exception {
        blocks.set(true);
        schedule("einmal", "at: 2099-12-01T08:00");
        theTimeHasCome("launch");

        try (App app = begin()) {
            CampaignEntry campaign = await(app, "einmal", CampaignState.RUNNING);
            Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
                assertThat(app.get(PaceLedger.class).sites("haupt").values())
                        .anyMatch(pace -> pace.rest().reason().orElse("").contains("tosa@rx.t-online.de"));
                assertThat(app.get(Campaigns.class).lanes(campaign.id()))
                        .singleElement()
                        .matches(lane -> lane.state() == LaneState.DEFERRED);
            });
            assertThat(decisions(app, campaign)).containsExactly(Decision.CLEARED, Decision.CLEARED);

            publish(BAD);
            theRestIsOver(app, campaign);
            CampaignEntry stopped = await(app, "einmal", CampaignState.STOPPED);
            assertThat(decisions(app, stopped)).containsExactly(Decision.REFUSED, Decision.CLEARED, Decision.CLEARED);
            assertThat(mailbox.received()).isEmpty();

            publish(GOOD);
            blocks.set(false);
            app.get(Desk.class)
                    .carryOut(
                            Desk.Order.RESUME,
                            new Steering.Selection(stopped.id(), Optional.empty(), Optional.empty()));
            await(app, "einmal", CampaignState.SETTLED);
            assertThat(mailbox.accepted()).hasSize(1);
        }
    }

    private static void awaitBlock(App app, CampaignEntry campaign) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(
                        app.get(Campaigns.class).lanes(campaign.id()))
                .singleElement()
                .matches(lane ->
                        lane.state() == LaneState.SUSPENDED && lane.reason().contains("tosa@rx.t-online.de")));
    }

    /** As if the four hours after a block had passed. */
    private void theRestIsOver(App app, CampaignEntry campaign) throws SQLException {
        long now = Instant.now(Clock.systemUTC()).toEpochMilli();
        sql("UPDATE site_pace SET suspended_until = " + now);
        sql("UPDATE recipient SET due_at = " + now);
        app.get(Conductor.class).wake(campaign.id(), Optional.empty());
    }

    private void publish(String record) {
        names.replaces("blatt.example", 300, Type.TXT, record);
    }

    private AppOptions options() {
        var options = new AppOptions();
        options.data = folder.resolve("data");
        options.jobs = folder;
        options.dns = Optional.of(names.address().toString());
        return options;
    }

    private App begin() {
        App app = App.serve(options(), 0);
        app.get(Conductor.class).begin();
        return app;
    }

    private void schedule(String name, String schedule, String... more) throws IOException {
        Path job = folder.resolve(name + ".yaml");
        Files.writeString(job, """
                campaign: %s
                mailbox: haupt
                from: "Blatt <news@blatt.example>"
                subject: Probe
                text: mail.txt
                list: { file: liste.csv }
                schedule: { %s, zone: Europe/Berlin }
                """.formatted(name, schedule));
        var words = new ArrayList<>(List.of(
                "schedule",
                job.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--dns",
                names.address().toString()));
        words.addAll(List.of(more));
        CapturedRun run = CapturedRun.of(words.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.toString()).isZero();
    }

    /** As if what is due in many years, or tomorrow, had been due a minute ago. */
    private void theTimeHasCome(String group) throws SQLException {
        long then = Instant.now(Clock.systemUTC()).minusSeconds(60).toEpochMilli();
        sql("UPDATE campaign SET opens_at = " + then);
        sql("UPDATE recipient SET due_at = " + then);
        assertThat(sql("UPDATE qrtz_triggers SET start_time = " + then + ", next_fire_time = " + then
                        + " WHERE trigger_group = '" + group + "'"))
                .isPositive();
    }

    private int sql(String statement) throws SQLException {
        String url = "jdbc:h2:" + folder.resolve("data/ledger").toAbsolutePath()
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;AUTO_SERVER=TRUE;IFEXISTS=TRUE";
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var update = connection.createStatement()) {
            return update.executeUpdate(statement);
        }
    }

    private static List<Decision> decisions(App app, CampaignEntry campaign) {
        return app.get(PreflightLedger.class).of(campaign.id()).stream()
                .map(PreflightLedger.Entry::decision)
                .toList();
    }

    private static Optional<CampaignEntry> find(App app, String start) {
        return app.get(Campaigns.class).all().stream()
                .filter(each -> each.name().startsWith(start))
                .findFirst();
    }

    private static CampaignEntry await(App app, String start, CampaignState state) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(find(app, start))
                .as(() -> find(app, start)
                        .map(each -> app.get(Campaigns.class).lanes(each.id()))
                        .toString())
                .map(CampaignEntry::state)
                .contains(state));
        return find(app, start).orElseThrow();
    }
}
