package sendepostfach.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.delivery.Sleeper;

/** Runs the jobs that concern a campaign as a whole, each in one process at a time. */
public final class CampaignRunner {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Executions executions;
    private final Job importJob;
    private final Job settleJob;
    private final Campaigns campaigns;
    private final HeldWork held;
    private final Clock clock;
    private final Sleeper sleeper;

    CampaignRunner(
            Executions executions,
            Job importJob,
            Job settleJob,
            Campaigns campaigns,
            HeldWork held,
            Clock clock,
            Sleeper sleeper) {
        this.executions = executions;
        this.importJob = importJob;
        this.settleJob = settleJob;
        this.campaigns = campaigns;
        this.held = held;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Imports the campaign's list, or goes on where an import broke off; a finished one is left alone. While another process
     * imports it, waits for that one to finish or to die.
     *
     * @throws RuntimeException what made the import fail
     */
    public void importList(long campaign) {
        var parameters =
                new JobParametersBuilder().addLong("campaign", campaign).toJobParameters();
        while (held.exclusively(importOf(campaign), () -> {
                    JobExecution execution = executions.startOrRestart(importJob, parameters);
                    Executions.check(execution);
                    return execution;
                })
                .isEmpty()) {
            lookAgainLater(campaign);
        }
    }

    private void lookAgainLater(long campaign) {
        try {
            synchronized (this) {
                sleeper.await(this, clock.instant().plus(LOOK_EVERY));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another process imports campaign " + campaign, end);
        }
    }

    /** Whether some process is importing the campaign's list. */
    public boolean isImporting(long campaign) {
        return held.isHeldByAnyone(importOf(campaign));
    }

    /** The right to import a campaign's list. */
    static String importOf(long campaign) {
        return "import " + campaign;
    }

    /** The right to settle a campaign. */
    static String settlementOf(long campaign) {
        return "settle " + campaign;
    }

    /**
     * Writes the account and mails it; while another process does so, does nothing.
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
        var unused = held.exclusively(settlementOf(campaign), () -> {
            JobExecution execution = executions.startOrRestart(
                    settleJob,
                    new JobParametersBuilder()
                            .addLong("campaign", campaign)
                            .addLong("rounds", rounds)
                            .addString(SettleJob.LAST, String.valueOf(last))
                            .toJobParameters());
            Executions.check(execution);
            return execution;
        });
    }
}
