package sendepostfach.schedule;

import java.time.Instant;
import java.util.Date;

import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/** The triggers that Quartz holds. A job has one trigger, of its own name. */
final class Triggers {
    private final Scheduler quartz;

    Triggers(Scheduler quartz) {
        this.quartz = quartz;
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
        try {
            if (firesBy(key, at)) {
                return;
            }
            put(
                    job,
                    TriggerBuilder.newTrigger()
                            .withIdentity(key)
                            .forJob(job)
                            .startAt(Date.from(at))
                            .withSchedule(
                                    SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                            .build());
        } catch (SchedulerException cannot) {
            throw new IllegalStateException("cannot schedule " + key, cannot);
        }
    }

    private boolean firesBy(TriggerKey key, Instant at) throws SchedulerException {
        try {
            Trigger before = quartz.getTrigger(key);
            Date next = before == null ? null : before.getNextFireTime();
            return next != null && !next.toInstant().isAfter(at);
        } catch (JobPersistenceException replaced) {
            // Quartz reads a trigger's two rows without a lock; between them another thread has fired or replaced it
            return false;
        }
    }

    /** Puts a trigger in place of the one of its name. */
    void put(JobDetail job, Trigger trigger) throws SchedulerException {
        quartz.addJob(job, true);
        try {
            if (quartz.rescheduleJob(trigger.getKey(), trigger) == null) {
                quartz.scheduleJob(trigger);
            }
        } catch (ObjectAlreadyExistsException another) {
            // another process has put one at the same moment, for the same reason
            var unused = quartz.rescheduleJob(trigger.getKey(), trigger);
        }
    }

    private static TriggerKey keyOf(JobDetail job) {
        return TriggerKey.triggerKey(job.getKey().getName(), job.getKey().getGroup());
    }
}
