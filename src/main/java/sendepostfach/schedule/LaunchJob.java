package sendepostfach.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Clearance;
import sendepostfach.batch.LoadedCampaign;
import sendepostfach.batch.NotCleared;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Steering;

/**
 * Starts a campaign at its time, unless most of it would be refused by then; or ends it, where the time was missed and the job
 * says to skip what is missed.
 */
@DisallowConcurrentExecution
final class LaunchJob extends QuartzJobBean {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchJob.class);

    private final Campaigns campaigns;
    private final CampaignLoader loader;
    private final CampaignRunner runner;
    private final Steering steering;
    private final Clearance clearance;
    private final Conductor conductor;
    private final Clock clock;

    LaunchJob(
            Campaigns campaigns,
            CampaignLoader loader,
            CampaignRunner runner,
            Steering steering,
            Clearance clearance,
            Conductor conductor,
            Clock clock) {
        this.campaigns = campaigns;
        this.loader = loader;
        this.runner = runner;
        this.steering = steering;
        this.clearance = clearance;
        this.conductor = conductor;
        this.clock = clock;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        long campaign = context.getMergedJobDataMap().getLong(Conductor.CAMPAIGN);
        if (campaigns.get(campaign).state() != CampaignState.SCHEDULED) {
            return;
        }
        LoadedCampaign loaded = loader.load(campaign);
        Instant opens = loaded.entry().opensAt();
        if (loaded.campaign().schedule().missed().skips(opens, clock.instant())) {
            skip(campaign, opens);
            return;
        }
        try {
            clearance.require(campaign, false).ifPresent(LOG::info);
            conductor.start(campaign);
        } catch (NotCleared why) {
            LOG.error(why.getMessage());
            conductor.stop(campaign, String.valueOf(why.getMessage()));
        }
    }

    private void skip(long campaign, Instant opens) {
        Instant now = clock.instant();
        String why = "its start at " + opens + " was missed, and missed starts are skipped";
        LOG.warn("campaign {} is cancelled: {}", campaign, why);
        steering.cancel(new Steering.Selection(campaign, Optional.empty(), Optional.empty()), now, false);
        campaigns.change(campaign, EnumSet.of(CampaignState.SCHEDULED), CampaignState.CANCELLED, why, now);
        runner.settle(campaign);
    }
}
