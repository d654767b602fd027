package sendepostfach.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.draft.Draft;
import sendepostfach.ledger.JdbcDrafts;
import sendepostfach.ledger.JdbcForgetting;
import sendepostfach.ledger.TestLedger;

class ForgetJobTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration AFTER = Duration.ofDays(90);

    @TempDir
    Path reports;

    @TempDir
    Path data;

    @Test
    void anAccountsFilesAboutPeopleGoAfterTheSetTimeAndItsSummaryStays() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            CampaignEntry campaign = ledger.running(Map.of("gut.example", 3), START);
            ledger.campaigns.change(campaign.id(), EnumSet.of(CampaignState.RUNNING), CampaignState.SETTLED, "", START);
            Path account = Files.createDirectories(reports.resolve(campaign.name()));
            Path other = Files.createDirectories(reports.resolve("other"));
            for (String file : List.of("recipients.csv", "undelivered.csv", "rejected.csv", "summary.txt")) {
                Files.writeString(account.resolve(file), "k0@gut.example");
                Files.writeString(other.resolve(file), "k0@gut.example");
            }

            forget(ledger, START.plus(AFTER).minusMillis(1));
            assertThat(account.resolve("recipients.csv")).exists();
            forget(ledger, START.plus(AFTER));

            try (var left = Files.list(account)) {
                assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("summary.txt");
            }
            assertThat(other.resolve("recipients.csv")).exists();
            assertThat(new JdbcForgetting(ledger.database).forgottenAt(campaign.id()))
                    .contains(START.plus(AFTER));
            // the files may be gone already, or the folder: no reason to keep the rest
            Files.delete(account.resolve("summary.txt"));
            Files.delete(account);
            forget(ledger, START.plus(AFTER).plusSeconds(1));
        }
    }

    @Test
    void theListThatWasUploadedForACampaignGoesWithItAndThatOfAJobThatRecursStays() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            CampaignEntry campaign = ledger.running(Map.of("gut.example", 3), START);
            ledger.campaigns.change(campaign.id(), EnumSet.of(CampaignState.RUNNING), CampaignState.SETTLED, "", START);
            Path once = upload(ledger, "einmaleinmal", campaign.id());
            Path recurring = upload(ledger, "immerwieder2", 0);

            forget(ledger, START.plus(AFTER).minusMillis(1));
            assertThat(once.resolve("list.csv")).exists();
            forget(ledger, START.plus(AFTER));

            assertThat(namesIn(once)).containsExactly("job.yaml", "mail");
            assertThat(namesIn(recurring)).contains("list.csv", "rejected.csv", "findings.json");
        }
    }

    private Path upload(TestLedger ledger, String id, long campaign) throws IOException {
        var drafts = new JdbcDrafts(ledger.database);
        drafts.add(new Draft(id, "anna", Map.of(), Optional.empty(), START, START));
        assertThat(drafts.became(id, campaign, START)).isTrue();
        Path folder = Files.createDirectories(data.resolve("uploads").resolve(id));
        Files.createDirectories(folder.resolve("mail"));
        for (String file : List.of("list.csv", "rejected.csv", "findings.json", "job.yaml")) {
            Files.writeString(folder.resolve(file), "k0@gut.example");
        }
        return folder;
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void forget(TestLedger ledger, Instant now) {
        new ForgetJob(
                        new JdbcForgetting(ledger.database),
                        ledger.campaigns,
                        reports::resolve,
                        new JdbcDrafts(ledger.database),
                        data,
                        AFTER,
                        Clock.fixed(now, ZoneOffset.UTC))
                .forgetWhatIsOver();
    }
}
