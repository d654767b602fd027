package sendepostfach.schedule;

import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;

import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Missed;
import sendepostfach.campaign.Schedule;
import sendepostfach.report.Account;

/**
 * Decides when: gives Quartz a trigger for each campaign's start, each lane's next run, and each settlement. What Quartz holds
 * can always be told anew from the ledger.
 */
public final class Conductor {
    static final String CAMPAIGN = "campaign";
    static final String LANE = "lane";
    static final String JOB_FILE = "job-file";
    private static final String IMPORT = "import";
    private static final String LAUNCH = "launch";
    private static final String FINAL = "final";
    private static final String SETTLE = "settle";
    static final String FORCE = "force";
    /** Between a campaign's first row in the ledger and the beginning of its import. */
    private static final Duration IMPORT_BEGINS_WITHIN = Duration.ofSeconds(30);

    private final Scheduler quartz;
    private final Triggers triggers;
    private final Campaigns campaigns;
    private final CampaignRunner imports;
    private final Clock clock;
    private final Duration watchEvery;

    /**
     * @param watchEvery how often to look whether everything that should run has a trigger
     */
    Conductor(
            Scheduler quartz,
            Triggers triggers,
            Campaigns campaigns,
            CampaignRunner imports,
            Clock clock,
            Duration watchEvery) {
        this.quartz = quartz;
        this.triggers = triggers;
        this.campaigns = campaigns;
        this.imports = imports;
        this.clock = clock;
        this.watchEvery = watchEvery;
    }

    /** Lets triggers fire in this process, and keeps watch over what should have one. */
    public void begin() {
        try {
            every(watchEvery, Triggers.job(WatchJob.class, "watch", "ledger").build());
            every(
                    Duration.ofHours(ForgetJob.EVERY_HOURS),
                    Triggers.job(ForgetJob.class, "forget", "ledger").build());
            every(
                    Duration.ofSeconds(CollectJob.EVERY_SECONDS),
                    Triggers.job(CollectJob.class, "collect", "returned").build());
            quartz.start();
        } catch (SchedulerException cannot) {
            throw new IllegalStateException("Quartz does not start", cannot);
        }
    }

    private void every(Duration interval, JobDetail job) {
        triggers.put(
                job,
                TriggerBuilder.newTrigger()
                        .withIdentity(job.getKey().getName(), job.getKey().getGroup())
                        .forJob(job)
                        .startNow()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(interval.toMillis())
                                .repeatForever()
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

    /** The campaign does not start until an operator resumes it. */
    void stop(long campaign, String reason) {
        stop(campaign, EnumSet.of(CampaignState.IMPORTING, CampaignState.SCHEDULED), reason);
    }

    /** The campaign does not go on until an operator resumes it. */
    void halt(long campaign, String reason) {
        stop(campaign, EnumSet.of(CampaignState.RUNNING), reason);
    }

    private void stop(long campaign, EnumSet<CampaignState> from, String reason) {
        campaigns.change(campaign, from, CampaignState.STOPPED, reason, clock.instant());
    }

    /** The campaign starts at a time. */
    public void startAt(long campaign, Instant at) {
        campaigns.opens(campaign, at);
        campaigns.change(campaign, EnumSet.of(CampaignState.IMPORTING), CampaignState.SCHEDULED, "", clock.instant());
        triggers.at(launching(campaign), at);
    }

    /**
     * The job starts again and again, each time as a campaign of its own.
     *
     * @param force whether it starts in spite of failed checks
     * @throws InputFault where the cron expression is wrong
     */
    public Instant startEvery(String name, Path jobFile, Schedule schedule, boolean force) {
        String cron = schedule.cron().orElseThrow();
        ZoneId zone = schedule.zone();
        JobDetail launch = Triggers.job(RecurringJob.class, name, "cron")
                .usingJobData(JOB_FILE, jobFile.toAbsolutePath().normalize().toString())
                .usingJobData(CAMPAIGN, name)
                .usingJobData(FORCE, force)
                .build();
        try {
            CronExpression expression = expression(cron, zone);
            Date next = expression.getNextValidTimeAfter(Date.from(clock.instant()));
            if (next == null) {
                throw new InputFault(jobFile + ": schedule: cron: \"" + cron + "\" never comes again");
            }
            triggers.put(
                    launch,
                    TriggerBuilder.newTrigger()
                            .withIdentity(name, "cron")
                            .forJob(launch)
                            .withSchedule(recurring(expression, schedule.missed()))
                            .build());
            return next.toInstant();
        } catch (ParseException wrong) {
            throw new InputFault(
                    jobFile + ": schedule: cron: \"" + cron + "\" is no Quartz cron expression: " + wrong.getMessage()
                            + "; write for example \"0 0 8 ? * MON\" for Mondays at 8",
                    wrong);
        }
    }

    static CronExpression expression(String cron, ZoneId zone) throws ParseException {
        var expression = new CronExpression(cron);
        expression.setTimeZone(TimeZone.getTimeZone(zone));
        return expression;
    }

    private static CronScheduleBuilder recurring(CronExpression expression, Missed missed) {
        var builder = CronScheduleBuilder.cronSchedule(expression);
        return switch (missed) {
            case ONCE -> builder.withMisfireHandlingInstructionFireAndProceed();
            case SKIP -> builder.withMisfireHandlingInstructionDoNothing();
        };
    }

    /** The campaign's list is imported: it starts at its time. */
    void imported(long campaign) {
        startAt(campaign, campaigns.get(campaign).opensAt());
    }

    /** Goes on with an import some time after a fault. */
    public void importAgain(long campaign, Instant at) {
        triggers.at(importing(campaign), at);
    }

    private static JobDetail importing(long campaign) {
        return Triggers.job(AdoptionJob.class, String.valueOf(campaign), IMPORT)
                .usingJobData(CAMPAIGN, campaign)
                .build();
    }

    private static JobDetail launching(long campaign) {
        return Triggers.job(LaunchJob.class, String.valueOf(campaign), LAUNCH)
                .usingJobData(CAMPAIGN, campaign)
                .build();
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
            switch (campaign.state()) {
                case IMPORTING -> watchImport(campaign);
                case SCHEDULED -> watchLaunch(campaign);
                case RUNNING -> {
                    campaigns.lanes(campaign.id()).forEach(this::watch);
                    settleIfDone(campaign.id());
                }
                case PAUSED, STOPPED, SETTLED, CANCELLED -> {}
            }
        }
        Instant now = clock.instant();
        campaigns.provisional().stream()
                .filter(ended -> ended.finalAt().filter(now::isBefore).isEmpty())
                .filter(ended -> !triggers.exists(finalAccount(ended.id())))
                .forEach(ended -> triggers.at(finalAccount(ended.id()), now));
    }

    /** The account is written for the last time. */
    void finalAccount(long campaign, Instant at) {
        triggers.at(finalAccount(campaign), at);
    }

    private static JobDetail finalAccount(long campaign) {
        return Triggers.job(FinalAccountJob.class, String.valueOf(campaign), FINAL)
                .usingJobData(CAMPAIGN, campaign)
                .build();
    }

    /** Whoever added a campaign imports it at once; if nobody does, that process is dead. */
    private void watchImport(CampaignEntry campaign) {
        Instant now = clock.instant();
        boolean begun = campaign.createdAt().plus(IMPORT_BEGINS_WITHIN).isAfter(now);
        JobDetail job = importing(campaign.id());
        if (!begun && !imports.isImporting(campaign.id()) && !triggers.exists(job)) {
            triggers.at(job, now);
        }
    }

    private void watchLaunch(CampaignEntry campaign) {
        JobDetail job = launching(campaign.id());
        if (!triggers.exists(job)) {
            triggers.at(job, campaign.opensAt());
        }
    }

    private void watch(LaneEntry lane) {
        boolean waitsForOperator = lane.state() == LaneState.DONE
                || lane.state() == LaneState.PAUSED
                || (lane.state() == LaneState.SUSPENDED && lane.nextRun().isEmpty());
        if (!waitsForOperator && !triggers.exists(running(lane))) {
            Instant now = clock.instant();
            Instant lease = lane.leaseUntil().filter(now::isBefore).orElse(now);
            scheduleLane(lane, lane.nextRun().filter(lease::isBefore).orElse(lease));
        }
    }

    /** Not while rows have no lane yet, since the rest of them is still to be imported. */
    private void settleIfDone(long campaign) {
        CampaignEntry entry = campaigns.get(campaign);
        if (entry.state() == CampaignState.RUNNING
                && campaigns.lanes(campaign).stream().allMatch(lane -> lane.state() == LaneState.DONE)
                && Account.of(entry, campaigns.tally(campaign)).open() == 0) {
            triggers.at(settling(campaign), clock.instant());
        }
    }

    static JobDetail settling(long campaign) {
        return Triggers.job(SettlementJob.class, String.valueOf(campaign), SETTLE)
                .usingJobData(CAMPAIGN, campaign)
                .build();
    }

    private void scheduleLane(LaneEntry lane, Instant at) {
        triggers.at(running(lane), at);
    }

    private static JobDetail running(LaneEntry lane) {
        return Triggers.job(LaneJob.class, lane.campaign() + "/" + lane.lane(), LANE)
                .usingJobData(CAMPAIGN, lane.campaign())
                .usingJobData(LANE, lane.lane())
                .build();
    }
}
