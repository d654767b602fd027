package sendepostfach.batch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.EmptyResultDataAccessException;

/** What Spring Batch's tables say of the jobs' executions, for people to look at. */
public final class ExecutionLog {
    private static final Comparator<Execution> LATEST_FIRST = Comparator.comparing(
                    (Execution each) -> each.began().orElse(Instant.EPOCH))
            .reversed();

    private final JobRepository repository;

    public ExecutionLog(JobRepository repository) {
        this.repository = repository;
    }

    /**
     * An execution of a job.
     *
     * @param id its number
     * @param job the job's name
     * @param parameters what it was started with, such as {@code campaign=3 lane=2}
     * @param campaign the campaign that it belongs to, if to one
     * @param lane the lane that it delivers, if it delivers one
     * @param status Spring Batch's status
     * @param exitCode the exit code, such as DEFERRED
     * @param message the exit code's first words
     * @param began when it began
     * @param ended when it ended
     * @param steps its steps in order
     */
    public record Execution(
            long id,
            String job,
            String parameters,
            Optional<Long> campaign,
            Optional<Integer> lane,
            String status,
            String exitCode,
            String message,
            Optional<Instant> began,
            Optional<Instant> ended,
            List<Step> steps) {
        /** Whether it can be stopped: a lane's, under way. */
        public boolean canStop() {
            return lane.isPresent() && BatchStatus.valueOf(status).isRunning();
        }

        /** Whether it can be restarted: a lane's or an import's that has ended without completing. */
        public boolean canRestart() {
            BatchStatus is = BatchStatus.valueOf(status);
            return campaign.isPresent()
                    && !is.isRunning()
                    && is != BatchStatus.COMPLETED
                    && (lane.isPresent() || job.equals(ImportJob.NAME));
        }
    }

    /** A step of an execution, with the rows that it has read and written. */
    public record Step(String name, String status, String exitCode, long read, long written) {}

    /** The last execution of each of the latest instances of all jobs, the latest first. */
    public List<Execution> latest(int instancesOfEachJob) {
        var all = new ArrayList<Execution>();
        for (String job : repository.getJobNames()) {
            for (JobInstance instance : repository.getJobInstances(job, 0, instancesOfEachJob)) {
                JobExecution last = repository.getLastJobExecution(instance);
                if (last != null) {
                    all.add(execution(job, last));
                }
            }
        }
        all.sort(LATEST_FIRST);
        return all;
    }

    /** The execution with a number. */
    public Optional<Execution> find(long id) {
        try {
            return Optional.ofNullable(repository.getJobExecution(id))
                    .map(found -> execution(found.getJobInstance().getJobName(), found));
        } catch (EmptyResultDataAccessException noSuchNumber) {
            return Optional.empty();
        }
    }

    private static Execution execution(String job, JobExecution execution) {
        var parameters = new StringBuilder();
        execution.getJobParameters().forEach(each -> parameters
                .append(each.name())
                .append('=')
                .append(each.value())
                .append(' '));
        return new Execution(
                execution.getId(),
                job,
                parameters.toString().strip(),
                Optional.ofNullable(execution.getJobParameters().getLong("campaign")),
                Optional.ofNullable(execution.getJobParameters().getLong("lane"))
                        .map(Math::toIntExact),
                execution.getStatus().name(),
                execution.getExitStatus().getExitCode(),
                firstLine(execution),
                instant(execution.getStartTime()),
                instant(execution.getEndTime()),
                execution.getStepExecutions().stream().map(ExecutionLog::step).toList());
    }

    /** Spring Batch keeps a whole stack trace; its first line says what happened. A step says it better than its job. */
    private static String firstLine(JobExecution execution) {
        String own = execution.getExitStatus().getExitDescription();
        String text = execution.getStepExecutions().stream()
                .map(step -> step.getExitStatus().getExitDescription())
                .filter(description -> !description.isBlank())
                .reduce((first, second) -> second)
                .orElse(own);
        return text.lines().findFirst().orElse("").replaceFirst("^(?:[a-z]+\\.)+[A-Z]\\w*: ", "");
    }

    private static Step step(StepExecution step) {
        return new Step(
                step.getStepName(),
                step.getStatus().name(),
                step.getExitStatus().getExitCode(),
                step.getReadCount(),
                step.getWriteCount());
    }

    private static Optional<Instant> instant(@Nullable LocalDateTime local) {
        // Spring Batch writes the clock on this machine's wall
        return Optional.ofNullable(local)
                .map(time -> time.atZone(ZoneId.systemDefault()).toInstant());
    }
}
