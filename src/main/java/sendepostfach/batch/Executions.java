package sendepostfach.batch;

import java.util.Objects;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/** How a job instance is run, whatever became of it before. */
final class Executions {
    private Executions() {}

    /**
     * Starts the instance, or restarts it where it was left; a finished one is left alone. The caller knows that nobody else
     * runs it: an execution that looks running was left so by a process that died.
     */
    static JobExecution startOrRestart(
            JobOperator operator, JobRepository repository, Job job, JobParameters parameters) {
        try {
            JobExecution last = repository.getLastJobExecution(job.getName(), parameters);
            if (last == null) {
                return operator.start(job, parameters);
            }
            if (last.isRunning()) {
                operator.recover(last);
                last = Objects.requireNonNull(repository.getJobExecution(last.getId()));
            }
            return last.getStatus() == BatchStatus.COMPLETED ? last : operator.restart(last);
        } catch (JobExecutionException cannot) {
            throw new IllegalStateException("cannot run " + job.getName() + " " + parameters, cannot);
        }
    }

    /** Throws what made an execution fail, if it failed. */
    static void check(JobExecution execution) {
        for (Throwable fault : execution.getAllFailureExceptions()) {
            if (fault instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(fault);
        }
    }
}
