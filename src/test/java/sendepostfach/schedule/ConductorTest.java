package sendepostfach.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.jdbc.core.JdbcTemplate;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Enrolment;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.cli.Served;

class ConductorTest {
    @TempDir
    Path folder;

    /** A campaign that was stopped in its import looks done, lane for lane, while the rest of its list has no lane. */
    @Test
    void aCampaignIsNotSettledWhileRowsAreOpen() throws Exception {
        try (Served served = Served.in(folder)) {
            // what gets a trigger keeps it
            served.get(Scheduler.class).standby();
            CampaignEntry campaign = imported(served);
            var jdbc = new JdbcTemplate(served.get(DataSource.class));
            jdbc.update("UPDATE campaign SET state = 'RUNNING'");
            jdbc.update("UPDATE lane SET state = 'DONE'");
            jdbc.update("UPDATE tally SET state = 'ACCEPTED'");
            jdbc.update("INSERT INTO tally (campaign_id, lane_no, state, n) VALUES (?, 0, 'QUEUED', 1)", campaign.id());
            Conductor conductor = served.get(Conductor.class);

            conductor.watch();
            assertThat(isSettling(served, campaign)).isFalse();

            jdbc.update("UPDATE tally SET n = 0 WHERE lane_no = 0");
            conductor.watch();
            assertThat(isSettling(served, campaign)).isTrue();
        }
    }

    private CampaignEntry imported(Served served) throws Exception {
        Files.writeString(folder.resolve("liste.csv"), "E-Mail\nanna@gmx.example\n");
        Files.writeString(folder.resolve("mail.txt"), "Hallo\n");
        Path job = Files.writeString(folder.resolve("brief.yaml"), """
                from: "Probe <news@probe.example>"
                subject: "Rundbrief"
                text: mail.txt
                list: { file: liste.csv }
                """);
        Instant now = served.get(Clock.class).instant();
        CampaignEntry entry = served.get(Enrolment.class).enrol(job, "brief", now);
        served.get(CampaignRunner.class).importList(entry.id());
        return entry;
    }

    private static boolean isSettling(Served served, CampaignEntry campaign) throws SchedulerException {
        JobKey job = Conductor.settling(campaign.id()).getKey();
        return !served.get(Scheduler.class).getTriggersOfJob(job).isEmpty();
    }
}
