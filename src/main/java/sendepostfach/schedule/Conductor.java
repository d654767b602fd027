package sendepostfach.schedule;

import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;

import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
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

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;

/**
 * Decides when: gives Quartz a trigger for each campaign's start, each lane's next run, and each settlement. What Quartz holds
 * can always be told anew from the ledger.
 */
public final class Conductor {
    static final String CAMPAIGN = "campaign";
    static final String LANE = "lane";
    static final String JOB_FILE = "job-file";
    private static final String FINAL = "final";
    static final String FORCE = "force";

    private final Scheduler quartz;
    private final Campaigns campaigns;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /**
     * @param transactions those of the database that Quartz keeps its jobs in. Quartz holds its locks no longer than the
     *     transaction of the caller, which would be a single statement without one
     */
    public Conductor(Scheduler quartz, Campaigns campaigns, Clock clock, PlatformTransactionManager transactions) {
        this.quartz = quartz;
        this.campaigns = campaigns;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Lets triggers fire in this process, and keeps watch over what should have one. */
    public void begin() {
        try {
            JobDetail watch = job(WatchJob.class, "watch", "ledger").build();
            Trigger trigger = TriggerBuilder.newTrigger()
                    .withIdentity("watch", "ledger")
                    .forJob(watch)
                    .startNow()
                    .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(WatchJob.EVERY_SECONDS)
                            .withMisfireHandlingInstructionNextWithRemainingCount())
                    .build();
            put(watch, trigger);
            collect();
            quartz.start();
            watch();
        } catch (SchedulerException cannot) {
            throw new IllegalStateException("Quartz does not start", cannot);
        }
    }

    private void collect() {
        JobDetail collect = job(CollectJob.class, "collect", "returned").build();
        put(
                collect,
                TriggerBuilder.newTrigger()
                        .withIdentity("collect", "returned")
                        .forJob(collect)
                        .startNow()
                        .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(CollectJob.EVERY_SECONDS)
                                .withMisfireHandlingInstructionNextWithRemainingCount())
                        .build());
    }

    /** The campaign's lanes run from now on. */
    public void start(long campaign) {
        campaigns.change(
                campaign,
                EnumSet.of(CampaignState.IMPORTING, CampaignState.SCHEDULED),
                CampaignState.RUNNING,
                "",
                clock.instant());
        wake(campaign, Optional.empty());
    }

    /** The campaign does not start, or not go on, until an operator resumes it. */
    void stop(long campaign, String reason) {
        campaigns.change(
                campaign,
                EnumSet.of(CampaignState.IMPORTING, CampaignState.SCHEDULED),
                CampaignState.STOPPED,
                reason,
                clock.instant());
    }

    /** The campaign starts at a time. */
    public void startAt(long campaign, Instant at) {
        campaigns.opens(campaign, at);
        campaigns.change(campaign, EnumSet.of(CampaignState.IMPORTING), CampaignState.SCHEDULED, "", clock.instant());
        JobDetail launch = job(LaunchJob.class, String.valueOf(campaign), "launch")
                .usingJobData(CAMPAIGN, campaign)
                .build();
        schedule(launch, at);
    }

    /**
     * The job starts again and again, each time as a campaign of its own.
     *
     * @param force whether it starts in spite of failed checks
     * @throws InputFault where the cron expression is wrong
     */
    public Instant startEvery(String name, Path jobFile, String cron, ZoneId zone, boolean force) {
        JobDetail launch = job(RecurringJob.class, name, "cron")
                .usingJobData(JOB_FILE, jobFile.toAbsolutePath().normalize().toString())
                .usingJobData(CAMPAIGN, name)
                .usingJobData(FORCE, force)
                .build();
        try {
            var expression = new CronExpression(cron);
            expression.setTimeZone(TimeZone.getTimeZone(zone));
            Date next = expression.getNextValidTimeAfter(Date.from(clock.instant()));
            if (next == null) {
                throw new InputFault(jobFile + ": schedule: cron: \"" + cron + "\" never comes again");
            }
            put(
                    launch,
                    TriggerBuilder.newTrigger()
                            .withIdentity(name, "cron")
                            .forJob(launch)
                            // a start that was missed is made up for once
                            .withSchedule(CronScheduleBuilder.cronSchedule(expression)
                                    .withMisfireHandlingInstructionFireAndProceed())
                            .build());
            return next.toInstant();
        } catch (ParseException wrong) {
            throw new InputFault(
                    jobFile + ": schedule: cron: \"" + cron + "\" is no Quartz cron expression: " + wrong.getMessage()
                            + "; write for example \"0 0 8 ? * MON\" for Mondays at 8",
                    wrong);
        }
    }

    /** Lanes run as soon as a process is free. */
    public void wake(long campaign, Optional<Integer> lane) {
        List<LaneEntry> lanes = campaigns.lanes(campaign).stream()
                .filter(each -> lane.isEmpty() || each.lane() == lane.get())
                .filter(each -> each.state() != LaneState.DONE && each.state() != LaneState.PAUSED)
                .toList();
        lanes.forEach(each -> scheduleLane(each, clock.instant()));
        if (lanes.isEmpty()) {
            settleIfDone(campaign);
        }
    }

    /** Sees to a lane whose run has ended. */
    void ended(LaneEntry lane) {
        Instant now = clock.instant();
        if (lane.state() == LaneState.DONE) {
            settleIfDone(lane.campaign());
        } else if (lane.leaseUntil().filter(now::isBefore).isPresent()) {
            scheduleLane(lane, lane.leaseUntil().get());
        } else {
            lane.nextRun().ifPresent(next -> scheduleLane(lane, next));
        }
    }

    /** Runs a lane again some time after a fault of the program or the database. */
    void failed(long campaign, int lane, Instant again) {
        campaigns.lanes(campaign).stream()
                .filter(each -> each.lane() == lane)
                .forEach(each -> scheduleLane(each, again));
    }

    /** Gives everything a trigger that should have one and has none: after a crash between a run's end and its next trigger. */
    void watch() {
        for (CampaignEntry campaign : campaigns.all()) {
            if (campaign.state() == CampaignState.RUNNING) {
                campaigns.lanes(campaign.id()).forEach(this::watch);
                settleIfDone(campaign.id());
            }
        }
        Instant now = clock.instant();
        campaigns.provisional().stream()
                .filter(ended -> ended.finalAt().filter(now::isBefore).isEmpty())
                .filter(ended -> !hasTrigger(TriggerKey.triggerKey(String.valueOf(ended.id()), FINAL)))
                .forEach(ended -> finalAccount(ended.id(), now));
    }

    /** The account is written for the last time. */
    void finalAccount(long campaign, Instant at) {
        schedule(
                job(FinalAccountJob.class, String.valueOf(campaign), FINAL)
                        .usingJobData(CAMPAIGN, campaign)
                        .build(),
                at);
    }

    private void watch(LaneEntry lane) {
        boolean waitsForOperator = lane.state() == LaneState.DONE
                || lane.state() == LaneState.PAUSED
                || (lane.state() == LaneState.SUSPENDED && lane.nextRun().isEmpty());
        if (!waitsForOperator && !hasTrigger(laneKey(lane))) {
            Instant now = clock.instant();
            Instant lease = lane.leaseUntil().filter(now::isBefore).orElse(now);
            scheduleLane(lane, lane.nextRun().filter(lease::isBefore).orElse(lease));
        }
    }

    private void settleIfDone(long campaign) {
        List<LaneEntry> lanes = campaigns.lanes(campaign);
        boolean running = campaigns.get(campaign).state() == CampaignState.RUNNING;
        if (running && lanes.stream().allMatch(lane -> lane.state() == LaneState.DONE)) {
            schedule(
                    job(SettlementJob.class, String.valueOf(campaign), "settle")
                            .usingJobData(CAMPAIGN, campaign)
                            .build(),
                    clock.instant());
        }
    }

    private void scheduleLane(LaneEntry lane, Instant at) {
        JobDetail run = job(LaneJob.class, laneKey(lane).getName(), LANE)
                .usingJobData(CAMPAIGN, lane.campaign())
                .usingJobData(LANE, lane.lane())
                .build();
        schedule(run, at);
    }

    private static TriggerKey laneKey(LaneEntry lane) {
        return TriggerKey.triggerKey(lane.campaign() + "/" + lane.lane(), LANE);
    }

    private static JobBuilder job(Class<? extends Job> type, String name, String group) {
        // recovery: when the process dies that fired it, another one fires it again
        return JobBuilder.newJob(type)
                .withIdentity(JobKey.jobKey(name, group))
                .storeDurably()
                .requestRecovery();
    }

    private boolean hasTrigger(TriggerKey key) {
        try {
            // a trigger that is firing exists too; one that has fired for the last time is gone
            return quartz.checkExists(key);
        } catch (SchedulerException cannot) {
            throw new IllegalStateException("cannot ask Quartz for " + key, cannot);
        }
    }

    /** Fires once at a time, or earlier where an earlier time was asked for before. */
    private void schedule(JobDetail job, Instant at) {
        TriggerKey key =
                TriggerKey.triggerKey(job.getKey().getName(), job.getKey().getGroup());
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

    /** Keeps the job and its trigger, both or neither. */
    private void put(JobDetail job, Trigger trigger) {
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
}
