package sendepostfach.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Clearance;
import sendepostfach.batch.Enrolment;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Schedule;
import sendepostfach.schedule.Conductor;

/** Hands a campaign to the scheduler. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        description = "Hands a campaign to the scheduler, for the time in the job file; \"serve\" delivers it.")
final class ScheduleCommand implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
    Path job;

    @Option(names = "--force", description = "Schedule and start in spite of failed checks; the decision is kept.")
    boolean force;

    @Override
    public Integer call() {
        try (App app = App.start(options)) {
            Enrolment enrolment = app.get(Enrolment.class);
            Conductor conductor = app.get(Conductor.class);
            Campaign campaign = enrolment.check(job);
            Schedule schedule = campaign.schedule();
            if (schedule.cron().isPresent()) {
                Instant next = conductor.startEvery(campaign.name(), job, schedule, force);
                System.out.println(
                        campaign.name() + " starts again and again, next at " + next.atZone(schedule.zone()));
                return Cli.OK;
            }
            Instant now = app.get(Clock.class).instant();
            Instant at = schedule.at()
                    .map(local -> local.atZone(schedule.zone()).toInstant())
                    .orElse(now);
            // one that did not pass the checks is only imported, and is taken up again
            CampaignEntry entry = app.get(Campaigns.class)
                    .find(campaign.name())
                    .filter(before -> before.state() == CampaignState.IMPORTING)
                    .orElseGet(() -> enrolment.enrol(job, campaign.name(), at));
            app.get(CampaignRunner.class).importList(entry.id());
            app.get(Clearance.class).require(entry.id(), force).ifPresent(System.err::println);
            conductor.startAt(entry.id(), at);
            System.out.println(campaign.name() + " starts at " + at.atZone(schedule.zone()));
            return Cli.OK;
        }
    }
}
