package sendepostfach.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Steering;
import sendepostfach.schedule.Desk;

/** What operators do to a campaign, or to one lane of it. Each command says how many recipients it touches. */
abstract class SteerCommands implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(paramLabel = "CAMPAIGN", description = "The campaign's name.")
    String name;

    @Option(names = "--lane", paramLabel = "NAME", description = "Only this lane.")
    Optional<String> lane;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only recipients whose last reply was of this kind.")
    Optional<String> kind;

    @Option(names = "--dry-run", description = "Only say how many recipients would be touched.")
    boolean dry;

    /** What is to be done. */
    abstract Desk.Order order();

    @Override
    public Integer call() throws InterruptedException {
        try (App app = App.start(options)) {
            CampaignEntry campaign = app.campaign(name);
            var selection = new Steering.Selection(
                    campaign.id(), lane.map(wanted -> laneNumber(app, campaign, wanted)), kind.map(ReplyKind::of));
            Desk.Order order = order();
            Desk desk = app.get(Desk.class);
            int touched = dry
                    ? desk.touched(order, selection)
                    : desk.carryOut(order, selection, force(), System.err::println);
            System.out.println(touched + " recipients " + (dry ? "would be touched" : "touched"));
            return Cli.OK;
        }
    }

    /** Whether it is done in spite of failed checks. */
    boolean force() {
        return false;
    }

    private static int laneNumber(App app, CampaignEntry campaign, String wanted) {
        var lanes = app.get(Campaigns.class).lanes(campaign.id());
        return lanes.stream()
                .filter(each -> each.name().equals(wanted))
                .map(LaneEntry::lane)
                .findFirst()
                .orElseThrow(() -> new InputFault("campaign " + campaign.name() + " has no lane \"" + wanted
                        + "\"; there are: "
                        + String.join(", ", lanes.stream().map(LaneEntry::name).toList())));
    }

    /** Halts. */
    @Command(name = "pause", mixinStandardHelpOptions = true, description = "Halts a campaign or one lane of it.")
    static final class Pause extends SteerCommands {
        @Override
        Desk.Order order() {
            return Desk.Order.PAUSE;
        }
    }

    /** Ends a halt. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Lets a paused or stopped campaign, lane or mailbox go on.")
    static final class Resume extends SteerCommands {
        @Option(names = "--force", description = "Go on in spite of failed checks; the decision is kept.")
        boolean force;

        @Override
        Desk.Order order() {
            return Desk.Order.RESUME;
        }

        @Override
        boolean force() {
            return force;
        }
    }

    /** Makes deferred recipients due now. */
    @Command(
            name = "restart",
            mixinStandardHelpOptions = true,
            description = "Makes what was put off due now, of the whole campaign, a lane, or a kind of reply.")
    static final class Restart extends SteerCommands {
        @Option(names = "--force", description = "Restart in spite of failed checks; the decision is kept.")
        boolean force;

        @Override
        Desk.Order order() {
            return Desk.Order.RESTART;
        }

        @Override
        boolean force() {
            return force;
        }
    }

    /** Ends for good. */
    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description =
                    "Ends a campaign or one lane of it: what is not decided is cancelled, and the account is written.")
    static final class Cancel extends SteerCommands {
        @Override
        Desk.Order order() {
            return Desk.Order.CANCEL;
        }
    }

    /** Decides on uncertain recipients. */
    @Command(
            name = "uncertain",
            mixinStandardHelpOptions = true,
            description = "Decides on the recipients of whom nobody can say whether the mail arrived.")
    static final class Uncertain extends SteerCommands {
        @Option(names = "--resend", description = "Send again, with the same Message-ID.")
        boolean resend;

        @Option(names = "--assume-sent", description = "Take them for accepted.")
        boolean assumeSent;

        @Override
        Desk.Order order() {
            if (resend == assumeSent) {
                throw new InputFault("uncertain: say either --resend or --assume-sent");
            }
            return resend ? Desk.Order.RESEND : Desk.Order.ASSUME_SENT;
        }
    }
}
