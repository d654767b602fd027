package sendepostfach.batch;

import java.util.Objects;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * Which lane, as Spring Batch's job parameters say it: one job instance a lane and round.
 *
 * @param round counts how often the lane was opened; a finished job instance cannot run again
 */
record LaneKey(long campaign, int lane, int round) {
    static LaneKey of(JobParameters parameters) {
        return new LaneKey(
                Objects.requireNonNull(parameters.getLong("campaign")),
                Math.toIntExact(Objects.requireNonNull(parameters.getLong("lane"))),
                Math.toIntExact(Objects.requireNonNull(parameters.getLong("round"))));
    }

    JobParameters parameters() {
        return new JobParametersBuilder()
                .addLong("campaign", campaign)
                .addLong("lane", (long) lane)
                .addLong("round", (long) round)
                .toJobParameters();
    }
}
