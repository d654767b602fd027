package sendepostfach.batch;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** How a job instance is run, whatever became of it before. The caller has the right to, so that nobody else runs it. */
final class Executions {
    private static final String LEFT = "left by a process that died, or that could not keep how it ended";

    private final JobOperator operator;
    private final JobRepository repository;
    private final Clock clock;

    Executions(JobOperator operator, JobRepository repository, Clock clock) {
        this.operator = operator;
        this.repository = repository;
        this.clock = clock;
    }

    /** Starts the instance, or restarts it where it was left; a finished one is left alone. */
    JobExecution startOrRestart(Job job, JobParameters parameters) {
        try {
            JobInstance instance = repository.getJobInstance(job.getName(), parameters);
            if (instance == null) {
                return operator.start(job, parameters);
            }
            recover(instance);
            JobExecution last = repository.getLastJobExecution(instance);
            if (last == null) {
                // its process died between the instance and its first execution, which Spring Batch cannot go on from
                repository.deleteJobInstance(instance);
                return operator.start(job, parameters);
            }
            return last.getStatus() == BatchStatus.COMPLETED ? last : operator.restart(last);
        } catch (JobExecutionException cannot) {
            throw new IllegalStateException("cannot run " + job.getName() + " " + parameters, cannot);
        }
    }

    /** Closes what a dead process has left of an instance, if there is one. */
    void recover(String job, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job, parameters);
        if (instance != null) {
            recover(instance);
        }
    }

    /**
     * Lets executions that look running, or whose end is unknown, count as failed, so that they can be restarted. Spring
     * Batch's own recovery does this once for an instance, and never where the database was away when a step ended; here both
     * are safe, since every step can go on where the ledger stands.
     */
    private void recover(JobInstance instance) {
        for (JobExecution execution : repository.getJobExecutions(instance)) {
            for (StepExecution step : execution.getStepExecutions()) {
                if (isLeft(step.getStatus())) {
                    step.setStatus(BatchStatus.FAILED);
                    step.setExitStatus(ExitStatus.FAILED.addExitDescription(LEFT));
                    step.setEndTime(now());
                    repository.update(step);
                }
            }
            if (isLeft(execution.getStatus())) {
                execution.setStatus(BatchStatus.FAILED);
                execution.setExitStatus(ExitStatus.FAILED.addExitDescription(LEFT));
                execution.setEndTime(now());
                repository.update(execution);
            }
        }
    }

    private static boolean isLeft(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    }

    /** Throws what made an execution fail, if it failed. */
    static void check(JobExecution execution) {
        for (Throwable fault : execution.getAllFailureExceptions()) {
            if (fault instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(fault);
        }
        if (execution.getStatus().isUnsuccessful()) {
            throw new IllegalStateException(execution.getJobInstance().getJobName() + " ended as "
                    + execution.getStatus() + ": " + execution.getExitStatus().getExitDescription());
        }
    }
}
