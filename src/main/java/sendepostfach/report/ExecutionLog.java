package sendepostfach.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Spring Batch's tables say of the jobs' executions, for people to look at. */
public interface ExecutionLog {
    /** Reads a list: the only job besides the lanes' that can be restarted by hand. */
    String IMPORT = "import";

    /** The last execution of each of the latest instances of all jobs, the latest first. */
    List<Execution> latest(int instancesOfEachJob);

    /** The execution with a number. */
    Optional<Execution> find(long id);

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
    record Execution(
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
        private static final Set<String> RUNNING = Set.of("STARTING", "STARTED", "STOPPING");

        private boolean isRunning() {
            return RUNNING.contains(status);
        }

        /** Whether it can be stopped: a lane's, under way. */
        public boolean canStop() {
            return lane.isPresent() && isRunning();
        }

        /** Whether it can be restarted: a lane's or an import's that has ended without completing. */
        public boolean canRestart() {
            return campaign.isPresent()
                    && !isRunning()
                    && !status.equals("COMPLETED")
                    && (lane.isPresent() || job.equals(IMPORT));
        }
    }

    /** A step of an execution, with the rows that it has read and written. */
    record Step(String name, String status, String exitCode, long read, long written) {}
}
