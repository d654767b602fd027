package sendepostfach.schedule;

import java.time.Instant;
import java.util.Date;

import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The triggers that Quartz holds. A job has one trigger, of its own name. */
final class Triggers {
    private final Scheduler quartz;
    private final TransactionTemplate transaction;

    /**
     * @param transactions those of the database that Quartz keeps its jobs in. Quartz holds its locks no longer than the
     *     transaction of the caller, which would be a single statement without one
     */
    Triggers(Scheduler quartz, PlatformTransactionManager transactions) {
        this.quartz = quartz;
        this.transaction = new TransactionTemplate(transactions);
    }

    static JobBuilder job(Class<? extends Job> type, String name, String group) {
        // recovery: when the process dies that fired it, another one fires it again
        return JobBuilder.newJob(type)
                .withIdentity(JobKey.jobKey(name, group))
                .storeDurably()
                .requestRecovery();
    }

    /** Whether the job will fire or is firing. */
    boolean exists(JobDetail job) {
        try {
            // a trigger that is firing exists too; one that has fired for the last time is gone
            return quartz.checkExists(keyOf(job));
        } catch (SchedulerException cannot) {
            throw new IllegalStateException("cannot ask Quartz for " + job.getKey(), cannot);
        }
    }

    /** Fires once at a time, or earlier where an earlier time was asked for before. */
    void at(JobDetail job, Instant at) {
        TriggerKey key = keyOf(job);
        if (firesBy(key, at)) {
            return;
        }
        put(
                job,
                TriggerBuilder.newTrigger()
                        .withIdentity(key)
                        .forJob(job)
                        .startAt(Date.from(at))
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                        .build());
    }

    private boolean firesBy(TriggerKey key, Instant at) {
        try {
            Trigger before = quartz.getTrigger(key);
            Date next = before == null ? null : before.getNextFireTime();
            return next != null && !next.toInstant().isAfter(at);
        } catch (JobPersistenceException replaced) {
            // Quartz reads a trigger's two rows without a lock; between them another thread has fired or replaced it
            return false;
        } catch (SchedulerException cannot) {
            throw new IllegalStateException("cannot ask Quartz for " + key, cannot);
        }
    }

    /** Keeps the job and its trigger, in place of the one of its name: both or neither. */
    void put(JobDetail job, Trigger trigger) {
        transaction.executeWithoutResult(status -> {
            try {
                quartz.addJob(job, true);
                if (quartz.rescheduleJob(trigger.getKey(), trigger) == null) {
                    quartz.scheduleJob(trigger);
                }
            } catch (SchedulerException cannot) {
                throw new IllegalStateException("cannot schedule " + trigger.getKey(), cannot);
            }
        });
    }

    private static TriggerKey keyOf(JobDetail job) {
        return TriggerKey.triggerKey(job.getKey().getName(), job.getKey().getGroup());
    }
}
