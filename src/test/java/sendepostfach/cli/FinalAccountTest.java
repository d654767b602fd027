package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import sendepostfach.bounce.News;
import sendepostfach.bounce.ReadMail;
import sendepostfach.bounce.ReturnLedger;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.schedule.Conductor;
import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.TestDatabase;
import sendepostfach.token.MailId;

/**
 * The account is provisional when the campaign settles, counts what comes back later, and is written for the last time on the
 * tenth day. Instead of the clock being set, everything is made to have happened earlier.
 */
class FinalAccountTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void theAccountIsFinalOnTheTenthDayOnH2() throws Exception {
        check(Map.of());
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void theAccountIsFinalOnTheTenthDayOnMySql() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase()) {
            check(Map.of(
                    "spring.profiles.active", "mysql",
                    "spring.datasource.url", database.url(),
                    "spring.datasource.username", database.user(),
                    "spring.datasource.password", database.password()));
        }
    }

    private void check(Map<String, String> properties) throws Exception {
        properties.forEach(System::setProperty);
        try {
            runCampaign();
            assertThat(summary()).contains("2  ACCEPTED", "until then mails may come back");
            assertThat(accountsMailed()).isEqualTo(1);

            try (App app = App.startFiring(options())) {
                var campaigns = app.get(Campaigns.class);
                Instant now = Instant.now(Clock.systemUTC());
                happenedEarlier(app, Duration.ofDays(10).minusHours(1));
                assertThat(campaigns.provisional()).singleElement().satisfies(entry -> {
                    assertThat(entry.state()).isEqualTo(CampaignState.SETTLED);
                    assertThat(entry.finalAt()).hasValueSatisfying(last -> assertThat(last)
                            .isBetween(now.plus(Duration.ofMinutes(50)), now.plus(Duration.ofMinutes(70))));
                });
                comesBack(app, campaigns.find("probe").orElseThrow());
                assertThat(summary()).contains("2  ACCEPTED");

                happenedEarlier(app, Duration.ofHours(1));
                app.get(Conductor.class).begin();
                Awaitility.await("the final account")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> campaigns.provisional().isEmpty());
            }

            assertThat(summary())
                    .contains("1  ACCEPTED", "1  BOUNCED", "1  failed (1 after the account was first written)")
                    .doesNotContain("until then");
            assertThat(summary().lines().filter(line -> line.matches("(?:Began|As of) .*")))
                    .as("it says when it was written")
                    .extracting(line -> LocalDate.parse(line.substring(10, 20)))
                    .satisfies(days -> assertThat(days.get(0).plusDays(10)).isEqualTo(days.get(1)));
            assertThat(Files.readString(account().resolve("undelivered.csv"))).contains("552 5.2.2 full");
            assertThat(accountsMailed())
                    .as("once more, since something has changed")
                    .isEqualTo(2);
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    private void runCampaign() throws Exception {
        Files.writeString(folder.resolve("liste.csv"), "E-Mail\nanna@gmx.example\nbernd@gmail.example\n");
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag\n");
        Files.writeString(folder.resolve("probe.yaml"), """
                mailbox: sandbox
                from: "Probe <news@probe.example>"
                subject: Probe
                text: mail.txt
                list: { file: liste.csv }
                retry: [PT1S]
                report-to: chef@probe.example
                """);
        assertThat(Cli.run(
                        "run",
                        folder.resolve("probe.yaml").toString(),
                        "--data",
                        options().data.toString()))
                .isEqualTo(Cli.OK);
    }

    private AppOptions options() {
        var options = new AppOptions();
        options.data = folder.resolve("data");
        options.jobs = folder;
        return options;
    }

    private static void happenedEarlier(App app, Duration by) {
        assertThat(new JdbcTemplate(app.get(DataSource.class))
                        .update(
                                "UPDATE campaign SET opens_at = opens_at - ?, settled_at = settled_at - ?",
                                by.toMillis(),
                                by.toMillis()))
                .isEqualTo(1);
    }

    private static void comesBack(App app, CampaignEntry campaign) {
        var news = new News(
                new MailId(campaign.uid(), 1),
                News.What.FAILED,
                Optional.of(ReplyKind.MAILBOX_FULL),
                false,
                "552 5.2.2 full");
        assertThat(app.get(ReturnLedger.class)
                        .apply(
                                List.of(new ReadMail(new byte[32], false, List.of(news))),
                                new ReturnLedger.Rules(SoftBounces.DEFAULT, id -> Optional.empty()),
                                Instant.now(Clock.systemUTC())))
                .containsExactly(true);
    }

    private Path account() {
        return folder.resolve("data/reports/probe");
    }

    private String summary() throws Exception {
        return Files.readString(account().resolve("summary.txt"));
    }

    private long accountsMailed() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .filter(file -> {
                        try {
                            return Files.readString(file).contains("Subject: Account of probe");
                        } catch (java.io.IOException cannot) {
                            throw new java.io.UncheckedIOException(cannot);
                        }
                    })
                    .count();
        }
    }
}
