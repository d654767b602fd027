package sendepostfach.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;

/**
 * One run of a lane: lets due recipients in from the ledger, lets them go one after the other as mailbox and site agree, and
 * ends when nothing can go within a short time. Sending itself happens in {@link Turn}s, several at once.
 */
public final class LaneRun {
    final DeliveryLedger ledger;
    final Quota quota;
    final PaceLedger paces;
    final MailboxRests rests;
    final SitePresence presence;
    final LaneOrders orders;
    final Turn.Parts parts;
    final Executor executor;
    final Clock clock;
    final Sleeper sleeper;
    final BooleanSupplier stopping;
    final Duration lease;

    /** A run that shares what it knows about rests and connections with none but those of its ledger. */
    public LaneRun(
            DeliveryLedger ledger,
            Quota quota,
            PaceLedger paces,
            LaneOrders orders,
            Turn.Parts parts,
            Executor executor,
            Clock clock,
            Sleeper sleeper,
            BooleanSupplier stopping,
            Duration lease) {
        this(
                ledger,
                quota,
                paces,
                new MailboxRests(paces, clock),
                new SitePresence(),
                orders,
                parts,
                executor,
                clock,
                sleeper,
                stopping,
                lease);
    }

    /**
     * @param rests the mailboxes' rests as all lanes of the process know them
     * @param presence what all lanes of the process have under way
     * @param parts what a turn needs: the mails, the mailbox, the reply table, randomness
     * @param executor runs turns; the run itself stays on the calling thread
     * @param stopping whether the program is about to end: turns under way are finished, no more begin
     * @param lease how long the run's right lasts without being renewed
     */
    public LaneRun(
            DeliveryLedger ledger,
            Quota quota,
            PaceLedger paces,
            MailboxRests rests,
            SitePresence presence,
            LaneOrders orders,
            Turn.Parts parts,
            Executor executor,
            Clock clock,
            Sleeper sleeper,
            BooleanSupplier stopping,
            Duration lease) {
        this.ledger = ledger;
        this.quota = quota;
        this.paces = paces;
        this.rests = rests;
        this.presence = presence;
        this.orders = orders;
        this.parts = parts;
        this.executor = executor;
        this.clock = clock;
        this.sleeper = sleeper;
        this.stopping = stopping;
        this.lease = lease;
    }

    /**
     * Delivers what is due in a lane, and gives the lane back.
     *
     * @throws RuntimeException a fault of the program or the database; the lane's lease then runs out by itself
     */
    public LaneResult run(long campaign, int lane, String owner) throws InterruptedException {
        Instant now = clock.instant();
        Optional<LaneLease> opened = ledger.open(campaign, lane, owner, orders.uncertain(), lease, now);
        if (opened.isEmpty()) {
            return new LaneResult.Busy();
        }
        return new OpenLane(this, opened.get().counting(orders.refusals()), now).deliver();
    }
}
