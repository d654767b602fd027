package sendepostfach.batch;

import java.time.Clock;
import java.util.Optional;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;

import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;

/** Runs a lane's job instance: for the first time, again after it was put off, or again after its process died. */
public final class LaneRunner {
    private final Executions executions;
    private final Job deliver;
    private final Campaigns campaigns;
    private final HeldWork held;
    private final Clock clock;

    LaneRunner(Executions executions, Job deliver, Campaigns campaigns, HeldWork held, Clock clock) {
        this.executions = executions;
        this.deliver = deliver;
        this.campaigns = campaigns;
        this.held = held;
        this.clock = clock;
    }

    /**
     * Runs the lane on the calling thread and returns how it stands afterwards. A lane that a live run holds is left alone;
     * its lease says until when. Empty where another process is about to run it or has just ended.
     *
     * @throws RuntimeException what made the run fail
     */
    public Optional<LaneEntry> run(long campaign, int lane) {
        LaneEntry before = find(campaign, lane);
        if (before.leaseUntil().filter(clock.instant()::isBefore).isPresent()) {
            return Optional.of(before);
        }
        return held.exclusively("lane " + campaign + "/" + lane, () -> {
            JobExecution execution =
                    executions.startOrRestart(deliver, new LaneKey(campaign, lane, before.round()).parameters());
            if (execution.getAllFailureExceptions().stream().noneMatch(LaneDeferred.class::isInstance)) {
                Executions.check(execution);
            }
            return find(campaign, lane);
        });
    }

    /** How a lane stands. */
    public LaneEntry find(long campaign, int lane) {
        return campaigns.lanes(campaign).stream()
                .filter(each -> each.lane() == lane)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("campaign " + campaign + " has no lane " + lane));
    }
}
