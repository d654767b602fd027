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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.schedule.Conductor;

/** Starts that came while no process was there: made up for once, or left out, as the job says. */
class MissedStartsTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void missedStartsAreMadeUpForOnceOrLeftOutAsTheJobSays() throws Exception {
        schedule("einmal", "at: 2099-12-01T08:00, missed: once");
        schedule("nie", "at: 2099-12-01T08:00, missed: skip");
        schedule("taeglich-einmal", "cron: \"0 0 8 * * ?\", missed: once");
        schedule("taeglich-nie", "cron: \"0 0 8 * * ?\", missed: skip");
        sleepForThreeDays();

        try (App app = App.serve(options(), 0)) {
            app.get(Conductor.class).begin();
            Campaigns campaigns = app.get(Campaigns.class);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                List<CampaignEntry> all = campaigns.all();
                return all.size() == 3 && all.stream().allMatch(MissedStartsTest::isDecided);
            });

            assertThat(campaigns.find("einmal")).hasValueSatisfying(MissedStartsTest::hasStarted);
            assertThat(campaigns.find("nie")).hasValueSatisfying(skipped -> {
                assertThat(skipped.state()).isEqualTo(CampaignState.CANCELLED);
                assertThat(skipped.reason()).contains("was missed", "are skipped");
            });
            // three days were missed, one campaign makes up for them
            assertThat(campaigns.all())
                    .filteredOn(startsWith("taeglich-einmal@"))
                    .singleElement()
                    .satisfies(MissedStartsTest::hasStarted);
            assertThat(campaigns.all()).noneMatch(startsWith("taeglich-nie@"));
        }
        assertThat(nextFiring("taeglich-nie")).isAfter(Instant.now(Clock.systemUTC()));
        assertThat(nextFiring("taeglich-einmal")).isAfter(Instant.now(Clock.systemUTC()));
    }

    private static boolean isDecided(CampaignEntry campaign) {
        return campaign.state() != CampaignState.IMPORTING && campaign.state() != CampaignState.SCHEDULED;
    }

    private static void hasStarted(CampaignEntry campaign) {
        assertThat(campaign.state()).isIn(CampaignState.RUNNING, CampaignState.SETTLED);
    }

    private static Predicate<CampaignEntry> startsWith(String name) {
        return campaign -> campaign.name().startsWith(name);
    }

    private AppOptions options() {
        var options = new AppOptions();
        options.data = folder.resolve("data");
        options.jobs = folder;
        return options;
    }

    private void schedule(String name, String schedule) throws IOException {
        Files.writeString(folder.resolve("list.csv"), "E-Mail\nkunde@firma.example\n");
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag\n");
        Path job = folder.resolve(name + ".yaml");
        Files.writeString(job, """
                campaign: %s
                mailbox: sandbox
                from: "Probe <news@probe.example>"
                subject: Probe
                text: mail.txt
                list: { file: list.csv }
                schedule: { %s, zone: Europe/Berlin }
                """.formatted(name, schedule));
        CapturedRun run = CapturedRun.of(
                "schedule", job.toString(), "--data", folder.resolve("data").toString());
        assertThat(run.exitCode()).as(run.toString()).isZero();
    }

    /** As if what was due in three days, or in many years, had been due three days ago, and nobody had been there. */
    private void sleepForThreeDays() throws SQLException {
        long then = Instant.now(Clock.systemUTC()).minus(Duration.ofDays(3)).toEpochMilli();
        sql("UPDATE campaign SET opens_at = " + then);
        sql("UPDATE qrtz_triggers SET start_time = " + then + ", next_fire_time = " + then
                + " WHERE trigger_group IN ('cron', 'launch')");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "sa", "");
                var update = connection.createStatement()) {
            assertThat(update.executeUpdate(statement)).isGreaterThan(1);
        }
    }

    private Instant nextFiring(String job) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "sa", "");
                var query = connection.createStatement();
                var row = query.executeQuery(
                        "SELECT next_fire_time FROM qrtz_triggers WHERE trigger_name = '" + job + "'")) {
            assertThat(row.next()).isTrue();
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }

    private String url() {
        return "jdbc:h2:" + folder.resolve("data/ledger").toAbsolutePath()
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;AUTO_SERVER=TRUE;IFEXISTS=TRUE";
    }
}
