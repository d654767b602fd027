package sendepostfach.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Clearance;
import sendepostfach.batch.Enrolment;
import sendepostfach.batch.ReportDirectory;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.report.Account;
import sendepostfach.schedule.Conductor;

/** Imports, delivers and settles a campaign in the foreground. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Imports, checks, delivers and settles a campaign in the foreground. Run again, it goes on where it"
                        + " stood.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
    Path job;

    @Option(names = "--once", description = "End when everything left is deferred; exit code 75 if anything is.")
    boolean once;

    @Option(names = "--force", description = "Start in spite of failed checks; the decision is kept.")
    boolean force;

    @Override
    public Integer call() throws InterruptedException {
        try (App app = App.startFiring(options)) {
            Campaign campaign = app.get(Enrolment.class).check(job);
            Campaigns campaigns = app.get(Campaigns.class);
            CampaignEntry entry = campaigns.find(campaign.name()).orElseGet(() -> app.get(Enrolment.class)
                    .enrol(job, campaign.name(), app.get(Clock.class).instant()));
            if (!entry.state().isEnded()) {
                goOn(
                        app,
                        entry,
                        campaign.schedule().at().isPresent()
                                || campaign.schedule().cron().isPresent());
            } else {
                System.err.println("campaign " + entry.name() + " has ended before; to mail again, give the job another"
                        + " campaign: name");
            }
            return end(app, entry.id());
        }
    }

    private void goOn(App app, CampaignEntry entry, boolean hasTime) throws InterruptedException {
        Campaigns campaigns = app.get(Campaigns.class);
        refuseHalted(entry);
        app.get(PaceLedger.class)
                .pause(entry.mailbox())
                .filter(MailboxPause::needsAnOperator)
                .ifPresent(stopped -> app.get(PaceLedger.class).resume(entry.mailbox()));
        var progress = new Progress(app, entry.id(), System.err);
        if (hasTime) {
            progress.say("the time in the job file is for \"schedule\"; \"run\" starts at once");
        }
        if (entry.state() == CampaignState.IMPORTING) {
            progress.say("importing " + entry.name() + " ...");
            app.get(CampaignRunner.class).importList(entry.id());
        }
        if (entry.state() != CampaignState.RUNNING) {
            app.get(Clearance.class).require(entry.id(), force).ifPresent(progress::say);
        }
        Conductor conductor = app.get(Conductor.class);
        conductor.start(entry.id());
        conductor.begin();
        progress.follow(once);
        refuseHalted(campaigns.get(entry.id()));
    }

    private static void refuseHalted(CampaignEntry entry) {
        if (entry.state() == CampaignState.PAUSED || entry.state() == CampaignState.STOPPED) {
            String why = entry.reason().isEmpty() ? "" : " (" + entry.reason() + ")";
            throw new HaltedFault("campaign " + entry.name() + " is "
                    + (entry.state() == CampaignState.PAUSED ? "paused" : "stopped") + why
                    + "; go on with: sendepostfach resume " + entry.name());
        }
    }

    private static int end(App app, long id) {
        Campaigns campaigns = app.get(Campaigns.class);
        CampaignEntry entry = campaigns.get(id);
        Account account = Account.of(entry, campaigns.tally(id));
        if (!entry.state().isEnded()) {
            System.err.println(account.open() + " recipients are left for later; go on with the same command");
            return Cli.LEFT_FOR_LATER;
        }
        Path directory = app.get(ReportDirectory.class).of(entry.name());
        System.out.print(Reports.summary(directory));
        System.err.println("the account is in " + directory);
        return account.isClean() ? Cli.OK : Cli.NEEDS_A_LOOK;
    }

    /** The campaign waits for a person: nothing is wrong with the input. */
    static final class HaltedFault extends RuntimeException {
        HaltedFault(String message) {
            super(message);
        }
    }

    /** What the account's files say. */
    static final class Reports {
        private Reports() {}

        static String summary(Path directory) {
            try {
                return java.nio.file.Files.readString(directory.resolve(sendepostfach.report.AccountFiles.SUMMARY));
            } catch (java.io.IOException cannot) {
                throw new InputFault(directory + ": the account cannot be read: " + cannot.getMessage(), cannot);
            }
        }
    }
}
