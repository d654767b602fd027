package sendepostfach.batch;

import java.time.Instant;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;

/** Runs the jobs that concern a campaign as a whole. */
public final class CampaignRunner {
    private final JobOperator operator;
    private final JobRepository repository;
    private final Job importJob;
    private final Job settleJob;
    private final Campaigns campaigns;

    CampaignRunner(JobOperator operator, JobRepository repository, Job importJob, Job settleJob, Campaigns campaigns) {
        this.operator = operator;
        this.repository = repository;
        this.importJob = importJob;
        this.settleJob = settleJob;
        this.campaigns = campaigns;
    }

    /**
     * Imports the campaign's list, or goes on where an import broke off; a finished one is left alone.
     *
     * @throws RuntimeException what made the import fail
     */
    public void importList(long campaign) {
        JobExecution execution = Executions.startOrRestart(
                operator,
                repository,
                importJob,
                new JobParametersBuilder().addLong("campaign", campaign).toJobParameters());
        Executions.check(execution);
    }

    /**
     * Writes the account and mails it.
     *
     * @throws RuntimeException what made it fail
     */
    public void settle(long campaign) {
        settle(campaign, false);
    }

    /**
     * Writes the account for the last time, and mails it where mails came back since.
     *
     * @throws RuntimeException what made it fail
     */
    public void settleFinally(long campaign, Instant now) {
        settle(campaign, true);
        campaigns.finalised(campaign, now);
    }

    private void settle(long campaign, boolean last) {
        // a campaign whose lanes were opened again is settled again
        long rounds =
                campaigns.lanes(campaign).stream().mapToLong(LaneEntry::round).sum();
        JobExecution execution = Executions.startOrRestart(
                operator,
                repository,
                settleJob,
                new JobParametersBuilder()
                        .addLong("campaign", campaign)
                        .addLong("rounds", rounds)
                        .addString(SettleJob.LAST, String.valueOf(last))
                        .toJobParameters());
        Executions.check(execution);
    }
}
