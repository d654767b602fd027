package sendepostfach.schedule;

import java.time.Clock;
import java.time.Duration;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

import sendepostfach.batch.CampaignRunner;

/** Writes a campaign's account for the last time, when no more mails come back. */
@DisallowConcurrentExecution
final class FinalAccountJob extends QuartzJobBean {
    private static final Logger LOG = LoggerFactory.getLogger(FinalAccountJob.class);
    private static final Duration AFTER_FAULT = Duration.ofHours(1);

    private final CampaignRunner runner;
    private final Conductor conductor;
    private final Clock clock;

    FinalAccountJob(CampaignRunner runner, Conductor conductor, Clock clock) {
        this.runner = runner;
        this.conductor = conductor;
        this.clock = clock;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        long campaign = context.getMergedJobDataMap().getLong(Conductor.CAMPAIGN);
        try {
            runner.settleFinally(campaign, clock.instant());
        } catch (RuntimeException fault) {
            LOG.error(
                    "the final account of campaign {} cannot be written; it is tried again in {}",
                    campaign,
                    AFTER_FAULT,
                    fault);
            conductor.finalAccount(campaign, clock.instant().plus(AFTER_FAULT));
        }
    }
}
