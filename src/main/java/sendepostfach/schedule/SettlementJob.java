package sendepostfach.schedule;

import java.time.Clock;
import java.util.EnumSet;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.quartz.QuartzJobBean;
import org.springframework.transaction.TransactionException;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;

/** Settles a campaign of which nothing is left undecided. */
@DisallowConcurrentExecution
final class SettlementJob extends QuartzJobBean {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementJob.class);

    private final Campaigns campaigns;
    private final CampaignRunner runner;
    private final Clock clock;

    SettlementJob(Campaigns campaigns, CampaignRunner runner, Clock clock) {
        this.campaigns = campaigns;
        this.runner = runner;
        this.clock = clock;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        long campaign = context.getMergedJobDataMap().getLong(Conductor.CAMPAIGN);
        if (campaigns.get(campaign).state() != CampaignState.RUNNING) {
            return;
        }
        try {
            runner.settle(campaign);
        } catch (DataAccessException | TransactionException away) {
            // nothing is wrong with the campaign; the watch settles it again
            LOG.error("campaign {} cannot be settled while the database is away", campaign, away);
        } catch (RuntimeException fault) {
            LOG.error("campaign {} cannot be settled", campaign, fault);
            campaigns.change(
                    campaign,
                    EnumSet.of(CampaignState.RUNNING),
                    CampaignState.STOPPED,
                    String.valueOf(fault.getMessage()),
                    clock.instant());
        }
    }
}
