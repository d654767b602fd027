package sendepostfach.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.LaneState;
import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;

/**
 * One run of a lane: lets due recipients in from the ledger, lets them go one after the other as mailbox and site agree, and
 * ends when nothing can go within a short time. Sending itself happens in {@link Turn}s, several at once.
 */
public final class LaneRun {
    /** How long a run's right lasts without being renewed. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration RENEW_EVERY = Duration.ofSeconds(2);
    /** A run waits this long for its turn at the agreed rate; for longer waits it ends and is started again. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A rest or retry that ends sooner is waited for within the run. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final int LOW = 200;
    private static final int HIGH = 1000;

    private final DeliveryLedger ledger;
    private final Quota quota;
    private final PaceLedger paces;
    private final LaneOrders orders;
    private final Turn.Parts parts;
    private final Executor executor;
    private final Clock clock;
    private final Sleeper sleeper;
    private final BooleanSupplier stopping;

    /**
     * @param parts what a turn needs: the mails, the mailbox, the reply table, randomness
     * @param executor runs turns; the run itself stays on the calling thread
     * @param stopping whether the program is about to end: turns under way are finished, no more begin
     */
    public LaneRun(
            DeliveryLedger ledger,
            Quota quota,
            PaceLedger paces,
            LaneOrders orders,
            Turn.Parts parts,
            Executor executor,
            Clock clock,
            Sleeper sleeper,
            BooleanSupplier stopping) {
        this.ledger = ledger;
        this.quota = quota;
        this.paces = paces;
        this.orders = orders;
        this.parts = parts;
        this.executor = executor;
        this.clock = clock;
        this.sleeper = sleeper;
        this.stopping = stopping;
    }

    /**
     * Delivers what is due in a lane, and gives the lane back.
     *
     * @throws RuntimeException a fault of the program or the database; the lane's lease then runs out by itself
     */
    public LaneResult run(long campaign, int lane, String owner) throws InterruptedException {
        Optional<LaneLease> lease = ledger.open(campaign, lane, owner, orders.uncertain(), LEASE, clock.instant());
        if (lease.isEmpty()) {
            return new LaneResult.Busy();
        }
        return new Running(lease.get()).deliver();
    }

    /** The state of a run that has its lease. */
    private final class Running implements Turn.Desk {
        private final LaneLease lease;
        private final WaitingRoom room;
        private final Turn turn;
        private Instant renewed;
        private Instant fetchAgainAt = Instant.EPOCH;
        private boolean halted;
        private @Nullable RuntimeException fault;

        Running(LaneLease lease) {
            this.lease = lease;
            this.room = new WaitingRoom(orders, site -> paces.site(orders.mailbox(), site));
            this.turn = new Turn(ledger, paces, orders, parts, lease, room, this, clock);
            this.renewed = clock.instant();
        }

        LaneResult deliver() throws InterruptedException {
            ledger.expire(lease, orders.window(), clock.instant());
            while (mayGoOn(clock.instant())) {
                admit(clock.instant());
                Instant now = clock.instant();
                askForLeave(now);
                boolean any = dispatch(now);
                if (!any && !waitForSomething(now)) {
                    break;
                }
            }
            waitForTurnsUnderWay();
            quota.settle(holder(), room.takeEnded(true));
            if (fault != null) {
                throw fault;
            }
            return close(clock.instant());
        }

        private boolean mayGoOn(Instant now) {
            if (!now.isBefore(renewed.plus(RENEW_EVERY))) {
                if (!ledger.renew(lease, LEASE, now)) {
                    halted = true;
                }
                renewed = now;
                quota.settle(holder(), room.takeEnded(false));
            }
            return !halted
                    && fault == null
                    && !stopping.getAsBoolean()
                    && restOfAll(now).isEmpty();
        }

        /** What holds everything of this lane: the mailbox's rest or the sending hours. */
        private Optional<Instant> restOfAll(Instant now) {
            Optional<Instant> pause =
                    turn.mailboxPause().filter(each -> each.holdsAt(now)).map(MailboxPause::until);
            Instant opening = orders.hours().nextOpening(now.isBefore(orders.opens()) ? orders.opens() : now);
            return pause.or(() -> opening.isAfter(now) ? Optional.of(opening) : Optional.empty());
        }

        private void admit(Instant now) {
            if (room.waiting() >= LOW || now.isBefore(fetchAgainAt)) {
                return;
            }
            int limit = HIGH + room.inside();
            List<Due> due = ledger.due(lease, now, limit);
            if (due.stream().anyMatch(each -> isTooLate(each, now))) {
                ledger.expire(lease, orders.window(), now);
                due = ledger.due(lease, now, limit);
            }
            if (room.admit(due) == 0 || due.size() < limit) {
                fetchAgainAt = now.plus(SHORT);
            }
            putOffThoseWhoseSiteRests(now);
        }

        private boolean isTooLate(Due due, Instant now) {
            return due.firstTryAt()
                    .filter(first -> !now.isBefore(first.plus(orders.window())))
                    .isPresent();
        }

        /** In a mixed lane, those whose site rests make room for others; the ledger knows when they are due again. */
        private void putOffThoseWhoseSiteRests(Instant now) {
            if (!lease.mixed()) {
                return;
            }
            var rows = new LinkedHashMap<Integer, Instant>();
            for (Map.Entry<Due, Instant> out :
                    room.takeOutAllNotReadyBy(now.plus(PATIENCE), now).entrySet()) {
                Instant until = out.getKey()
                        .firstTryAt()
                        .map(first -> first.plus(orders.window()))
                        .filter(closes -> closes.isBefore(out.getValue()))
                        .orElse(out.getValue());
                rows.put(out.getKey().row(), until);
            }
            if (!rows.isEmpty()) {
                ledger.putOff(lease, rows);
            }
        }

        private void askForLeave(Instant now) {
            List<Quota.Wish> wishes = room.wishes(now);
            if (!wishes.isEmpty()) {
                quota.settle(holder(), room.takeEnded(false));
                room.grant(quota.take(holder(), wishes, now));
            }
        }

        private boolean dispatch(Instant now) {
            boolean any = false;
            for (Optional<Due> next = room.next(now); next.isPresent() && mayGoOn(now); next = room.next(now)) {
                Due due = next.get();
                executor.execute(() -> turn.take(due, renewed.plus(LEASE)));
                any = true;
            }
            return any;
        }

        /** Waits until someone may be ready; false when the run should end instead. */
        private boolean waitForSomething(Instant now) throws InterruptedException {
            synchronized (room) {
                boolean underWay = room.underWay() > 0;
                Instant ready = room.readyAt(now);
                boolean soon = !ready.isAfter(now.plus(room.waiting() > 0 && !resting(now) ? PATIENCE : SHORT));
                if (!underWay && room.waiting() == 0) {
                    Optional<Instant> due = ledger.rest(lease, orders.window()).firstDue();
                    if (due.isEmpty() || due.get().isAfter(now.plus(SHORT))) {
                        return false;
                    }
                    // the ledger is not asked again before its time
                    ready = due.get().isBefore(fetchAgainAt) ? fetchAgainAt : due.get();
                } else if (!underWay && !soon) {
                    return false;
                }
                Instant tick = now.plus(underWay || soon ? RENEW_EVERY : SHORT);
                sleeper.await(room, ready.isBefore(tick) ? ready : tick);
                return true;
            }
        }

        /** Whether all that waits waits for a resting site rather than for its turn at the agreed rate. */
        private boolean resting(Instant now) {
            return !lease.mixed() && room.desk(siteOfLane()).pace().isSuspendedAt(now);
        }

        private String siteOfLane() {
            return lease.name();
        }

        private void waitForTurnsUnderWay() throws InterruptedException {
            synchronized (room) {
                while (room.underWay() > 0) {
                    Instant now = clock.instant();
                    if (!now.isBefore(renewed.plus(RENEW_EVERY))) {
                        halted |= !ledger.renew(lease, LEASE, now);
                        renewed = now;
                    }
                    sleeper.await(room, now.plus(RENEW_EVERY));
                }
            }
        }

        private LaneResult close(Instant now) {
            ledger.expire(lease, orders.window(), now);
            DeliveryLedger.Rest rest = ledger.rest(lease, orders.window());
            if (rest.open() > 0
                    && !now.isBefore(lastTried().plus(orders.window()))
                    && restOfAll(now).isPresent()) {
                ledger.expireAll(lease, now);
                rest = ledger.rest(lease, orders.window());
            }
            if (rest.open() == 0) {
                ledger.close(lease, LaneState.DONE, Optional.empty(), Optional.empty(), "");
                return new LaneResult.Done();
            }
            return put(rest, now);
        }

        private LaneResult put(DeliveryLedger.Rest rest, Instant now) {
            Optional<MailboxPause> pause = turn.mailboxPause().filter(each -> each.holdsAt(now));
            if (halted || pause.filter(MailboxPause::needsAnOperator).isPresent()) {
                String why = pause.map(MailboxPause::reason).orElse("halted");
                ledger.close(
                        lease,
                        pause.isPresent() ? LaneState.SUSPENDED : LaneState.PAUSED,
                        Optional.empty(),
                        Optional.empty(),
                        pause.isPresent() ? why : "");
                return new LaneResult.Halted(why);
            }
            LaneEnd end = LaneEnd.of(
                    rest, pause, restOfAll(now), restOfSite(now), lastTried().plus(orders.window()), now);
            ledger.close(lease, end.state(), Optional.of(end.nextRun()), end.suspendedUntil(), end.reason());
            return new LaneResult.Deferred(end.nextRun(), end.reason());
        }

        private Optional<LaneEnd.SiteRest> restOfSite(Instant now) {
            if (lease.mixed()) {
                return Optional.empty();
            }
            var pace = paces.site(orders.mailbox(), siteOfLane());
            return pace.isSuspendedAt(now)
                    ? Optional.of(new LaneEnd.SiteRest(
                            pace.suspendedUntil(), pace.reason().orElse("")))
                    : Optional.empty();
        }

        private Instant lastTried() {
            return turn.lastTried().orElse(lease.triedAt());
        }

        private String holder() {
            return lease.owner() + "/" + lease.campaign() + "/" + lease.lane() + "/" + lease.run();
        }

        @Override
        public void failed(RuntimeException cause) {
            synchronized (room) {
                fault = fault == null ? cause : fault;
                room.notifyAll();
            }
        }

        @Override
        public void halt() {
            synchronized (room) {
                halted = true;
                room.notifyAll();
            }
        }
    }
}
