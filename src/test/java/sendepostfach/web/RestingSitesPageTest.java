package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Enrolment;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.cli.Served;
import sendepostfach.pacing.PaceLedger;

/** The sites that rest within the lane of small ones, on the campaign's page and for programs. */
class RestingSitesPageTest {
    private static final String TOKEN = "spf_secret-of-a-test";
    private static final String REPLY = "450 4.7.1 <script>too many mails";

    @TempDir
    Path folder;

    @Test
    void theyAreNamedWithTheServersWordsAndTheOthersAreCounted() throws Exception {
        try (Served served = Served.in(folder)) {
            Person ada = served.person("ada", Role.ADMIN);
            Instant now = served.get(Clock.class).instant();
            Programs.allow(served, ada, TOKEN);
            imported(served, now);
            Instant until = now.plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MILLIS);
            IntStream.rangeClosed(1, 12).forEach(n -> served.get(PaceLedger.class)
                    .learn("sandbox", "firma" + n + ".example", pace -> pace.suspended(until, REPLY), now));

            String page =
                    Visit.of(served::address, "ada").get("/campaigns/rundbrief").body();
            String object = new Visit(served::address)
                    .send(HttpRequest.newBuilder(served.address("/api/v1/campaigns/rundbrief"))
                            .header("Authorization", "Bearer " + TOKEN)
                            .build())
                    .body();

            assertThat(page)
                    .contains("<strong>firma1.example</strong>", "450 4.7.1 &lt;script&gt;too many mails")
                    .contains("2 waiting", "and 2 more rest")
                    .doesNotContain("firma13.example", "<script>too");
            assertThat(object)
                    .contains("{\"site\":\"firma1.example\",\"waiting\":2,\"suspendedUntil\":\"" + until + "\"")
                    .contains("\"moreSuspendedSites\":2");
        }
    }

    /** A campaign of thirteen small sites, which one lane bundles; nothing was sent yet. */
    private void imported(Served served, Instant now) throws Exception {
        var list = new StringBuilder("E-Mail\n");
        IntStream.rangeClosed(1, 26).forEach(n -> list.append("k" + n + "@firma" + ((n - 1) % 13 + 1) + ".example\n"));
        Files.writeString(folder.resolve("liste.csv"), list);
        Files.writeString(folder.resolve("mail.txt"), "Hallo\n");
        Path job = Files.writeString(folder.resolve("rundbrief.yaml"), """
                from: "Probe <news@probe.example>"
                subject: "Rundbrief"
                text: mail.txt
                list: { file: liste.csv }
                """);
        CampaignEntry entry = served.get(Enrolment.class).enrol(job, "rundbrief", now);
        served.get(CampaignRunner.class).importList(entry.id());
    }
}
