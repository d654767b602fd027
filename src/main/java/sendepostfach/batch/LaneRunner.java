package sendepostfach.batch;

import java.time.Clock;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;

/** Runs a lane's job instance: for the first time, again after it was put off, or again after its process died. */
public final class LaneRunner {
    private final JobOperator operator;
    private final JobRepository repository;
    private final Job deliver;
    private final Campaigns campaigns;
    private final Clock clock;

    LaneRunner(JobOperator operator, JobRepository repository, Job deliver, Campaigns campaigns, Clock clock) {
        this.operator = operator;
        this.repository = repository;
        this.deliver = deliver;
        this.campaigns = campaigns;
        this.clock = clock;
    }

    /**
     * Runs the lane on the calling thread and returns how it stands afterwards. A lane that a live run holds is left alone;
     * its lease says until when.
     *
     * @throws RuntimeException what made the run fail
     */
    public LaneEntry run(long campaign, int lane) {
        LaneEntry before = find(campaign, lane);
        if (before.leaseUntil().filter(clock.instant()::isBefore).isPresent()) {
            return before;
        }
        JobExecution execution = Executions.startOrRestart(
                operator, repository, deliver, new LaneKey(campaign, lane, before.round()).parameters());
        if (execution.getAllFailureExceptions().stream().noneMatch(LaneDeferred.class::isInstance)) {
            Executions.check(execution);
        }
        return find(campaign, lane);
    }

    private LaneEntry find(long campaign, int lane) {
        return campaigns.lanes(campaign).stream()
                .filter(each -> each.lane() == lane)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("campaign " + campaign + " has no lane " + lane));
    }
}
