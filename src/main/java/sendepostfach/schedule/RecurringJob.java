package sendepostfach.schedule;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Clearance;
import sendepostfach.batch.Enrolment;
import sendepostfach.batch.NotCleared;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;

/** Starts one more campaign of a job that recurs, named after the time of this start. */
@DisallowConcurrentExecution
final class RecurringJob extends QuartzJobBean {
    private static final Logger LOG = LoggerFactory.getLogger(RecurringJob.class);
    private static final DateTimeFormatter EDITION =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmm").withZone(ZoneOffset.UTC);

    private final Campaigns campaigns;
    private final Enrolment enrolment;
    private final CampaignRunner runner;
    private final Clearance clearance;
    private final Conductor conductor;

    RecurringJob(
            Campaigns campaigns, Enrolment enrolment, CampaignRunner runner, Clearance clearance, Conductor conductor) {
        this.campaigns = campaigns;
        this.enrolment = enrolment;
        this.runner = runner;
        this.clearance = clearance;
        this.conductor = conductor;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        JobDataMap data = context.getMergedJobDataMap();
        Instant time = Objects.requireNonNull(context.getScheduledFireTime()).toInstant();
        String name = data.getString(Conductor.CAMPAIGN) + "@" + EDITION.format(time);
        Path jobFile = Path.of(Objects.requireNonNull(data.getString(Conductor.JOB_FILE)));
        try {
            // fired again after a crash: goes on with the campaign that it had begun
            CampaignEntry entry = campaigns.find(name).orElseGet(() -> enrolment.enrol(jobFile, name, time));
            runner.importList(entry.id());
            try {
                boolean force = data.containsKey(Conductor.FORCE) && data.getBoolean(Conductor.FORCE);
                clearance.require(entry.id(), force).ifPresent(LOG::info);
                conductor.start(entry.id());
            } catch (NotCleared why) {
                LOG.error(why.getMessage());
                conductor.stop(entry.id(), String.valueOf(why.getMessage()));
            }
        } catch (RuntimeException fault) {
            LOG.error("campaign {} could not be started: {}", name, fault.getMessage(), fault);
        }
    }
}
