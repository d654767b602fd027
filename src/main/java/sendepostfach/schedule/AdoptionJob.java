package sendepostfach.schedule;

import java.time.Clock;
import java.time.Duration;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;

/** Goes on with an import whose process died, and starts the campaign at its time. */
@DisallowConcurrentExecution
final class AdoptionJob extends QuartzJobBean {
    private static final Logger LOG = LoggerFactory.getLogger(AdoptionJob.class);
    private static final Duration AFTER_FAULT = Duration.ofMinutes(5);

    private final Campaigns campaigns;
    private final CampaignRunner runner;
    private final Conductor conductor;
    private final Clock clock;

    AdoptionJob(Campaigns campaigns, CampaignRunner runner, Conductor conductor, Clock clock) {
        this.campaigns = campaigns;
        this.runner = runner;
        this.conductor = conductor;
        this.clock = clock;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        long campaign = context.getMergedJobDataMap().getLong(Conductor.CAMPAIGN);
        if (campaigns.get(campaign).state() != CampaignState.IMPORTING) {
            return;
        }
        try {
            runner.importList(campaign);
            conductor.imported(campaign);
        } catch (RuntimeException fault) {
            LOG.error(
                    "the import of campaign {} failed; it is tried again in {}: {}",
                    campaign,
                    AFTER_FAULT,
                    fault.getMessage(),
                    fault);
            conductor.importAgain(campaign, clock.instant().plus(AFTER_FAULT));
        }
    }
}
