package sendepostfach.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.function.Consumer;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Clearance;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Steering;
import sendepostfach.delivery.Sleeper;
import sendepostfach.pacing.PaceLedger;

/** Where operators give their orders: changes the ledger and sees to what has to follow. */
public final class Desk {
    /** What an operator may order. */
    public enum Order {
        /** Halt. */
        PAUSE,
        /** Go on after a halt. */
        RESUME,
        /** What was put off is due now. */
        RESTART,
        /** End for good. */
        CANCEL,
        /** Send the mails again of whom nobody can say whether they arrived. */
        RESEND,
        /** Take those for accepted. */
        ASSUME_SENT
    }

    private static final long LOOK_EVERY_MILLIS = 500;

    private final Steering steering;
    private final PaceLedger paces;
    private final Campaigns campaigns;
    private final CampaignRunner runner;
    private final Clearance clearance;
    private final Conductor conductor;
    private final Sleeper sleeper;
    private final Clock clock;

    Desk(
            Steering steering,
            PaceLedger paces,
            Campaigns campaigns,
            CampaignRunner runner,
            Clearance clearance,
            Conductor conductor,
            Sleeper sleeper,
            Clock clock) {
        this.steering = steering;
        this.paces = paces;
        this.campaigns = campaigns;
        this.runner = runner;
        this.clearance = clearance;
        this.conductor = conductor;
        this.sleeper = sleeper;
        this.clock = clock;
    }

    /** How many recipients an order would touch; nothing is changed. */
    public int touched(Order order, Steering.Selection selection) {
        return steer(order, selection, true);
    }

    /** Carries an order out, see below, unless failed checks speak against it. */
    public int carryOut(Order order, Steering.Selection selection) throws InterruptedException {
        return carryOut(order, selection, false, told -> {});
    }

    /**
     * Carries an order out; returns how many recipients it touched. To cancel waits until the mails under way are through.
     *
     * @param force whether a campaign goes on in spite of failed checks: whoever was blocked should know why before it is
     *     tried again
     * @param told takes what the checks have to say, where they say anything
     * @throws sendepostfach.batch.NotCleared where most of the campaign would be refused, unless forced
     */
    public int carryOut(Order order, Steering.Selection selection, boolean force, Consumer<String> told)
            throws InterruptedException {
        boolean goesOn = order == Order.RESUME || order == Order.RESTART;
        if (goesOn && !campaigns.get(selection.campaign()).state().isEnded()) {
            clearance.require(selection.campaign(), force).ifPresent(told);
        }
        boolean whole = selection.lane().isEmpty() && selection.kind().isEmpty();
        if (order == Order.CANCEL && whole) {
            return end(selection);
        }
        int touched = steer(order, selection, false);
        if (order == Order.RESUME) {
            paces.resume(campaigns.get(selection.campaign()).mailbox());
        }
        if (order != Order.PAUSE) {
            conductor.wake(selection.campaign(), selection.lane());
        }
        return touched;
    }

    private int steer(Order order, Steering.Selection selection, boolean dry) {
        Instant now = clock.instant();
        return switch (order) {
            case PAUSE -> steering.pause(selection, now, dry);
            case RESUME -> steering.resume(selection, now, dry);
            case RESTART -> steering.restart(selection, now, dry);
            case CANCEL -> steering.cancel(selection, now, dry);
            case RESEND -> steering.decideUncertain(selection, true, now, dry);
            case ASSUME_SENT -> steering.decideUncertain(selection, false, now, dry);
        };
    }

    private int end(Steering.Selection selection) throws InterruptedException {
        campaigns.change(
                selection.campaign(),
                EnumSet.complementOf(EnumSet.of(CampaignState.SETTLED, CampaignState.CANCELLED)),
                CampaignState.CANCELLED,
                "cancelled by an operator",
                clock.instant());
        waitForRuns(selection.campaign());
        int touched = steer(Order.CANCEL, selection, false);
        runner.settle(selection.campaign());
        return touched;
    }

    /** Runs notice within seconds that the campaign has ended, and finish the mails under way. */
    private void waitForRuns(long campaign) throws InterruptedException {
        var monitor = new Object();
        synchronized (monitor) {
            while (campaigns.lanes(campaign).stream()
                    .anyMatch(lane ->
                            lane.leaseUntil().filter(clock.instant()::isBefore).isPresent())) {
                sleeper.await(monitor, clock.instant().plusMillis(LOOK_EVERY_MILLIS));
            }
        }
    }
}
