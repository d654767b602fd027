package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import sendepostfach.access.Role;
import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Enrolment;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.RecipientState;
import sendepostfach.cli.Served;
import sendepostfach.schedule.Conductor;

/** An operator watches a campaign, pauses it, restarts a lane, and decides on the uncertain ones. */
class OperatorsWayTest {
    @TempDir
    Path folder;

    @Test
    void inEnglish() throws Exception {
        wholeWay("en");
    }

    @Test
    void aufDeutsch() throws Exception {
        wholeWay("de");
    }

    private void wholeWay(String language) throws Exception {
        String prefix = "operator-" + language + "-";
        try (Served served = Served.in(folder)) {
            served.person("otto", Role.OPERATOR);
            served.person("ada", Role.ADMIN);
            CampaignEntry campaign = running(served);
            try (Browser browser = Browser.open(served::address, language)) {
                browser.logIn("otto");
                browser.visit("/campaigns/rundbrief");
                // greylisting and rate limits have put some off
                browser.await(".cause .said");
                browser.picture(prefix + "01-campaign");

                browser.click("a[href$='/steer/pause']");
                assertThat(browser.text(".big")).matches("(?s).*\\d.*");
                browser.picture(prefix + "02-pause");
                browser.click("main button.primary");
                browser.awaitPath("/campaigns/rundbrief");
                browser.awaitText("h1", language.equals("de") ? "angehalten" : "paused");
                awaitNoRun(served, campaign);

                makeUncertain(served, campaign);
                browser.visit("/campaigns/rundbrief");
                browser.await(".attention");
                browser.picture(prefix + "03-uncertain");
                browser.click("a[href$='/steer/assume-sent']");
                assertThat(browser.text(".big")).contains("2");
                browser.picture(prefix + "04-assume-sent");
                browser.click("main button.primary");
                browser.awaitPath("/campaigns/rundbrief");
                assertThat(count(served, campaign, RecipientState.UNCERTAIN)).isZero();

                browser.click("a[href$='/steer/resume']");
                browser.click("main button.primary");
                browser.awaitPath("/campaigns/rundbrief");
                browser.awaitText("h1", language.equals("de") ? "läuft" : "running");

                browser.visit("/operations");
                browser.await("table");
                assertThat(browser.text("main")).contains("sandbox").contains("deliver");
                browser.picture(prefix + "05-operations");
                browser.click("details summary");
                browser.find("details[open] [name=site]").sendKeys("gmx-webde");
                browser.find("details[open] [name=value]").sendKeys("9/min\n");
                browser.awaitPath("/operations");
                browser.awaitText("main", "9/min");
                browser.picture(prefix + "05-operations-set");
                assertThat(served.get(sendepostfach.pacing.PaceLedger.class)
                                .site("sandbox", "gmx-webde")
                                .fixed())
                        .contains(sendepostfach.campaign.Limit.parse("9/min"));
                browser.click("button[value=learned]");
                browser.awaitNo("button[value=learned]");
                assertThat(served.get(sendepostfach.pacing.PaceLedger.class)
                                .site("sandbox", "gmx-webde")
                                .fixed())
                        .isEmpty();

                browser.visit("/suppression");
                browser.picture(prefix + "05-suppression-empty");
                browser.type("targets", "weg@gmx.example, konkurrenz.example");
                browser.click("main form[action='/suppression'][method=post] button.primary");
                browser.await(".note.good");
                assertThat(browser.text("#entries")).contains("weg@gmx.example").contains("konkurrenz.example");
                Path file = Files.writeString(
                        folder.resolve("alt.csv"), "target,reason\nalt@web.example,unsubscribed\nkein ziel,manual\n");
                browser.upload("input[type=file]", file);
                browser.awaitText("#entries", "alt@web.example");
                assertThat(browser.text("[data-said]")).contains("alt.csv:3").doesNotContain("/uploads/");
                browser.picture(prefix + "05-suppression");
                browser.visit("/suppression?q=irgendwer@konkurrenz.example");
                browser.click("button[aria-label*='konkurrenz.example']");
                browser.await(".note.good");
                assertThat(browser.text("#entries")).doesNotContain("konkurrenz.example");

                browser.visit("/campaigns/rundbrief");
                if (browser.has("a[href*='/steer/restart?lane=']")) {
                    browser.click("a[href*='/steer/restart?lane=']");
                    browser.picture(prefix + "06-restart-lane");
                    browser.click("main button.primary");
                    browser.awaitPath("/campaigns/rundbrief");
                }
                browser.visit("/campaigns/rundbrief");
                browser.await("#course canvas");
                browser.picture(prefix + "06-course");
                browser.visit("/campaigns/rundbrief/steer/cancel");
                browser.picture(prefix + "07-cancel");
                browser.click("main button.primary");
                browser.awaitPath("/campaigns/rundbrief");
                browser.awaitText("h1", language.equals("de") ? "abgebrochen" : "cancelled");
                browser.picture(prefix + "08-cancelled");
                browser.visit("/campaigns");
                browser.picture(prefix + "09-campaigns");
                browser.visit("/api");
                browser.picture(prefix + "10-api");

                browser.visit("/me");
                browser.click("form[action='/logout'] button");
                browser.awaitPath("/login");
                browser.logIn("ada");
                browser.visit("/people");
                browser.picture(prefix + "11-people");
                browser.visit("/audit");
                assertThat(browser.text("main")).contains("campaign.pause").contains("otto");
                browser.picture(prefix + "12-audit");
                assertThat(browser.violations()).isEmpty();
            }
        }
    }

    /** A campaign of which practice providers put some recipients off for long. */
    private CampaignEntry running(Served served) throws Exception {
        var list = new StringBuilder("E-Mail;Vorname\n");
        for (int i = 0; i < 300; i++) {
            list.append("kunde")
                    .append(i)
                    .append("@gmx.example;Kunde ")
                    .append(i)
                    .append('\n');
            list.append("kunde")
                    .append(i)
                    .append("@t-online.example;Kunde ")
                    .append(i)
                    .append('\n');
            list.append("kunde")
                    .append(i)
                    .append("@gmail.example;Kunde ")
                    .append(i)
                    .append('\n');
            list.append("kunde")
                    .append(i)
                    .append("@firma")
                    .append(i % 40)
                    .append(".example;Kunde ")
                    .append(i)
                    .append('\n');
        }
        Files.writeString(folder.resolve("liste.csv"), list);
        Files.writeString(folder.resolve("mail.txt"), "Hallo {{ Vorname }}\n");
        Path job = Files.writeString(folder.resolve("rundbrief.yaml"), """
                from: "Probe <news@probe.example>"
                subject: "Rundbrief"
                text: mail.txt
                list: { file: liste.csv }
                retry: [PT10M]
                """);
        var now = served.get(Clock.class).instant();
        CampaignEntry entry = served.get(Enrolment.class).enrol(job, "rundbrief", now);
        served.get(CampaignRunner.class).importList(entry.id());
        served.get(Conductor.class).startAt(entry.id(), now);
        return entry;
    }

    private static int count(Served served, CampaignEntry campaign, RecipientState state) {
        return served.get(Campaigns.class).tally(campaign.id()).values().stream()
                .mapToInt(states -> states.getOrDefault(state, 0))
                .sum();
    }

    private void awaitNoRun(Served served, CampaignEntry campaign) throws InterruptedException {
        synchronized (this) {
            for (int i = 0; i < 600 && count(served, campaign, RecipientState.CLAIMED) > 0; i++) {
                wait(50);
            }
        }
    }

    /** As after a broken connection: two recipients of whom nobody can say whether the mail arrived. */
    private static void makeUncertain(Served served, CampaignEntry campaign) {
        var jdbc = new JdbcTemplate(served.get(DataSource.class));
        for (Map<String, Object> row : jdbc.queryForList(
                "SELECT row_no, lane_no FROM recipient WHERE campaign_id = ? AND state = 'DEFERRED' ORDER BY row_no LIMIT 2",
                campaign.id())) {
            jdbc.update(
                    "UPDATE recipient SET state = 'UNCERTAIN', due_at = NULL WHERE campaign_id = ? AND row_no = ?",
                    campaign.id(),
                    row.get("row_no"));
            jdbc.update(
                    "UPDATE tally SET n = n - 1 WHERE campaign_id = ? AND lane_no = ? AND state = 'DEFERRED'",
                    campaign.id(),
                    row.get("lane_no"));
            jdbc.update(
                    "INSERT INTO tally (campaign_id, lane_no, state, n) VALUES (?, ?, 'UNCERTAIN', 1)"
                            + " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
                    campaign.id(),
                    row.get("lane_no"));
        }
    }
}
