package sendepostfach.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

import sendepostfach.batch.Clearance;
import sendepostfach.batch.NotCleared;

/** Starts a campaign at its time, unless most of it would be refused by then. */
@DisallowConcurrentExecution
final class LaunchJob extends QuartzJobBean {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchJob.class);

    private final Clearance clearance;
    private final Conductor conductor;

    LaunchJob(Clearance clearance, Conductor conductor) {
        this.clearance = clearance;
        this.conductor = conductor;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        long campaign = context.getMergedJobDataMap().getLong(Conductor.CAMPAIGN);
        try {
            clearance.require(campaign, false).ifPresent(LOG::info);
            conductor.start(campaign);
        } catch (NotCleared why) {
            LOG.error(why.getMessage());
            conductor.stop(campaign, String.valueOf(why.getMessage()));
        }
    }
}
