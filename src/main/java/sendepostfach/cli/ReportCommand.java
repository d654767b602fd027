package sendepostfach.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.batch.ReportDirectory;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Forgetting;
import sendepostfach.campaign.InputFault;
import sendepostfach.report.Account;
import sendepostfach.report.AccountFiles;

/** Writes a campaign's account as it stands. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes the account: summary.txt, recipients.csv, undelivered.csv and rejected.csv.")
final class ReportCommand implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(paramLabel = "CAMPAIGN", description = "The campaign's name.")
    String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to (default: reports/CAMPAIGN in the data directory).")
    Optional<Path> out;

    @Override
    public Integer call() {
        try (App app = App.start(options)) {
            CampaignEntry campaign = app.campaign(name);
            app.get(Forgetting.class).forgottenAt(campaign.id()).ifPresent(at -> {
                throw new InputFault("the recipients of " + campaign.name() + " were deleted at " + at + ", "
                        + "some time after its end; its totals: "
                        + app.get(Campaigns.class).tally(campaign.id()).values());
            });
            Account account = Account.of(campaign, app.get(Campaigns.class).tally(campaign.id()));
            Path directory = out.orElseGet(() -> app.get(ReportDirectory.class).of(campaign.name()));
            System.out.print(app.get(AccountFiles.class)
                    .write(campaign, account, directory, app.get(Clock.class).instant()));
            System.err.println("the account is in " + directory);
            return account.isClean() ? Cli.OK : Cli.NEEDS_A_LOOK;
        }
    }
}
