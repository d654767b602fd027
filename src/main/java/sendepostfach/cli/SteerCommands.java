package sendepostfach.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Clearance;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Steering;
import sendepostfach.delivery.Sleeper;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.schedule.Conductor;

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

    /** Does it; returns how many recipients are touched. */
    abstract int steer(App app, CampaignEntry campaign, Steering.Selection selection, Instant now)
            throws InterruptedException;

    @Override
    public Integer call() throws InterruptedException {
        try (App app = App.start(options)) {
            CampaignEntry campaign = app.campaign(name);
            var selection = new Steering.Selection(
                    campaign.id(), lane.map(wanted -> laneNumber(app, campaign, wanted)), kind.map(ReplyKind::of));
            int touched = steer(app, campaign, selection, app.get(Clock.class).instant());
            System.out.println(touched + " recipients " + (dry ? "would be touched" : "touched"));
            return Cli.OK;
        }
    }

    /** Whoever was blocked should know why before it is tried again. */
    final void requireClearance(App app, CampaignEntry campaign, boolean force) {
        if (!dry && !campaign.state().isEnded()) {
            app.get(Clearance.class).require(campaign.id(), force).ifPresent(System.err::println);
        }
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
        int steer(App app, CampaignEntry campaign, Steering.Selection selection, Instant now) {
            return app.get(Steering.class).pause(selection, now, dry);
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
        int steer(App app, CampaignEntry campaign, Steering.Selection selection, Instant now) {
            requireClearance(app, campaign, force);
            int touched = app.get(Steering.class).resume(selection, now, dry);
            if (!dry) {
                app.get(PaceLedger.class).resume(campaign.mailbox());
                app.get(Conductor.class).wake(campaign.id(), selection.lane());
            }
            return touched;
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
        int steer(App app, CampaignEntry campaign, Steering.Selection selection, Instant now) {
            requireClearance(app, campaign, force);
            int touched = app.get(Steering.class).restart(selection, now, dry);
            if (!dry) {
                app.get(Conductor.class).wake(campaign.id(), selection.lane());
            }
            return touched;
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
        int steer(App app, CampaignEntry campaign, Steering.Selection selection, Instant now)
                throws InterruptedException {
            Steering steering = app.get(Steering.class);
            if (dry) {
                return steering.cancel(selection, now, true);
            }
            boolean whole = selection.lane().isEmpty() && selection.kind().isEmpty();
            if (whole) {
                app.get(Campaigns.class)
                        .change(
                                campaign.id(),
                                EnumSet.complementOf(EnumSet.of(CampaignState.SETTLED, CampaignState.CANCELLED)),
                                CampaignState.CANCELLED,
                                "cancelled by an operator",
                                now);
                waitForRuns(app, campaign.id());
            }
            int touched = steering.cancel(selection, now, false);
            if (whole) {
                app.get(CampaignRunner.class).settle(campaign.id());
            } else {
                app.get(Conductor.class).wake(campaign.id(), selection.lane());
            }
            return touched;
        }

        /** Runs notice within seconds that the campaign has ended, and finish the mails under way. */
        private void waitForRuns(App app, long campaign) throws InterruptedException {
            Clock clock = app.get(Clock.class);
            synchronized (this) {
                while (app.get(Campaigns.class).lanes(campaign).stream().anyMatch(each -> each.leaseUntil()
                        .filter(clock.instant()::isBefore)
                        .isPresent())) {
                    app.get(Sleeper.class).await(this, clock.instant().plusMillis(500));
                }
            }
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
        int steer(App app, CampaignEntry campaign, Steering.Selection selection, Instant now) {
            if (resend == assumeSent) {
                throw new InputFault("uncertain: say either --resend or --assume-sent");
            }
            int touched = app.get(Steering.class).decideUncertain(selection, resend, now, dry);
            if (!dry) {
                app.get(Conductor.class).wake(campaign.id(), selection.lane());
            }
            return touched;
        }
    }
}
