package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.LaneState;
import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;

/** A lane while a run has its lease: who is let in, who may go, when the run ends. */
final class OpenLane implements Turn.Desk {
    private static final Duration RENEW_EVERY = Duration.ofSeconds(2);
    /** A run waits this long for its turn at the agreed rate; for longer waits it ends and is started again. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A rest or retry that ends sooner is waited for within the run. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final int HIGH = 1000;

    private final LaneRun means;
    private final LaneLease lease;
    private final WaitingRoom room;
    private final Turn turn;
    /** When the right was last renewed with success; the turns' threads look too. */
    private volatile Instant renewed;

    private Instant askedAt;
    private Instant fetchAgainAt = Instant.EPOCH;
    private boolean halted;
    private @Nullable RuntimeException fault;

    /**
     * @param opened when the lease began
     */
    OpenLane(LaneRun means, LaneLease lease, Instant opened) {
        this.means = means;
        this.lease = lease;
        this.room = new WaitingRoom(means.orders, means.presence);
        var lessons = new Lessons(means.orders, means.paces, means.rests, room, means.clock);
        this.turn = new Turn(
                means.ledger, lessons, means.orders, means.parts, lease, room, this, means.clock, means.executor);
        this.renewed = opened;
        this.askedAt = opened;
    }

    LaneResult deliver() throws InterruptedException {
        try {
            letGo();
        } catch (RuntimeException cause) {
            // what is under way comes to its end all the same, and is kept as soon as the ledger can
            failed(cause);
        }
        waitForTurnsUnderWay();
        means.quota.settle(holder(), room.takeEnded(true));
        tellNews(means.clock.instant());
        if (fault != null) {
            throw fault;
        }
        return close(means.clock.instant());
    }

    private void letGo() throws InterruptedException {
        means.quota.inherit(
                "/" + lease.campaign() + "/" + lease.lane() + "/",
                "mailbox:" + means.orders.mailbox(),
                means.orders.limits(),
                means.clock.instant());
        means.ledger.expire(lease, means.orders.window(), means.clock.instant());
        while (mayGoOn(means.clock.instant())) {
            admit(means.clock.instant());
            Instant now = means.clock.instant();
            askForLeave(now);
            boolean any = dispatch(now);
            if (!any && !waitForSomething(now)) {
                // else the ledger would have them due, and the lane would run again at once
                putOffWhoWaitsLongerThan(SHORT, now);
                break;
            }
        }
    }

    private boolean mayGoOn(Instant now) {
        if (renewIfItIsTime(now)) {
            means.quota.settle(holder(), room.takeEnded(false));
            tellNews(now);
        }
        return goesOn(now);
    }

    @Override
    public boolean goesOn(Instant now) {
        synchronized (room) {
            return !halted
                    && fault == null
                    && !means.stopping.getAsBoolean()
                    && restOfAll(now).isEmpty();
        }
    }

    /** Returns whether the ledger was asked. */
    private boolean renewIfItIsTime(Instant now) {
        // a clock that was set back is no reason to wait
        if (now.isBefore(askedAt.plus(RENEW_EVERY)) && !now.isBefore(askedAt)) {
            return false;
        }
        askedAt = now;
        if (means.ledger.renew(lease, means.lease, now)) {
            renewed = now;
        } else {
            halted = true;
        }
        return true;
    }

    @Override
    public boolean holds() {
        Instant now = means.clock.instant();
        return now.isBefore(renewed.plus(means.lease));
    }

    /** What holds everything of this lane: the mailbox's rest or the sending hours. */
    private Optional<Instant> restOfAll(Instant now) {
        Optional<Instant> pause =
                mailboxPause().filter(each -> each.holdsAt(now)).map(MailboxPause::until);
        Instant opening =
                means.orders.hours().nextOpening(now.isBefore(means.orders.opens()) ? means.orders.opens() : now);
        return pause.or(() -> opening.isAfter(now) ? Optional.of(opening) : Optional.empty());
    }

    private void admit(Instant now) {
        if (room.waiting() >= WaitingRoom.FEW || now.isBefore(fetchAgainAt)) {
            return;
        }
        int limit = HIGH + room.inside();
        List<Due> due = means.ledger.due(lease, now, limit);
        if (due.stream().anyMatch(each -> isTooLate(each, now))) {
            means.ledger.expire(lease, means.orders.window(), now);
            due = means.ledger.due(lease, now, limit);
        }
        if (room.admit(due) == 0 || due.size() < limit) {
            fetchAgainAt = now.plus(SHORT);
        }
        putOffWhoWaitsLongerThan(PATIENCE, now);
    }

    private boolean isTooLate(Due due, Instant now) {
        return due.firstTryAt()
                .filter(first -> !now.isBefore(first.plus(means.orders.window())))
                .isPresent();
    }

    /** In a mixed lane, those whose turn comes late make room for others; the ledger knows when they are due again. */
    private void putOffWhoWaitsLongerThan(Duration patience, Instant now) {
        if (!lease.mixed()) {
            return;
        }
        var rows = new LinkedHashMap<Integer, Instant>();
        for (Map.Entry<Due, Instant> out :
                room.takeOutAllLaterThan(patience, now).entrySet()) {
            Instant until = out.getKey()
                    .firstTryAt()
                    .map(first -> first.plus(means.orders.window()))
                    .filter(closes -> closes.isBefore(out.getValue()))
                    .orElse(out.getValue());
            rows.put(out.getKey().row(), until);
        }
        if (!rows.isEmpty()) {
            means.ledger.putOff(lease, rows);
        }
    }

    private void askForLeave(Instant now) {
        List<PaceLedger.Wish> sites = room.siteWishes(now);
        if (!sites.isEmpty()) {
            room.grantSites(means.paces.take(means.orders.mailbox(), sites, means.orders.pace(), now), now);
        }
        List<Quota.Wish> mailbox = room.mailboxWishes(now);
        if (!mailbox.isEmpty()) {
            means.quota.settle(holder(), room.takeEnded(false));
            room.grantMailbox(means.quota.take(holder(), mailbox, now));
        }
    }

    private void tellNews(Instant now) {
        means.paces.take(means.orders.mailbox(), room.news(), means.orders.pace(), now);
    }

    private boolean dispatch(Instant now) {
        boolean any = false;
        // whoever is taken out of the room must get his turn
        while (mayGoOn(now)) {
            Optional<Due> next = room.next(now);
            if (next.isEmpty()) {
                break;
            }
            means.executor.execute(() -> turn.take(next.get()));
            any = true;
        }
        return any;
    }

    /** Waits until someone may be ready; false when the run should end instead. */
    private boolean waitForSomething(Instant now) throws InterruptedException {
        synchronized (room) {
            boolean underWay = room.underWay() > 0;
            Instant ready = room.readyAt();
            boolean soon = !ready.isAfter(now.plus(room.waiting() > 0 && !resting(now) ? PATIENCE : SHORT));
            if (!underWay && room.waiting() == 0) {
                Optional<Instant> due =
                        means.ledger.rest(lease, means.orders.window()).firstDue();
                if (due.isEmpty() || due.get().isAfter(now.plus(SHORT))) {
                    return false;
                }
                // the ledger is not asked again before its time
                ready = due.get().isBefore(fetchAgainAt) ? fetchAgainAt : due.get();
            } else if (!underWay && !soon) {
                return false;
            }
            Instant tick = now.plus(underWay || soon ? RENEW_EVERY : SHORT);
            means.sleeper.await(room, ready.isBefore(tick) ? ready : tick);
            return true;
        }
    }

    /** Whether all that waits waits for a resting site rather than for its turn at the agreed rate. */
    private boolean resting(Instant now) {
        return lease.mixed()
                ? room.waitsForRestsOnly(now)
                : room.pace(siteOfLane()).isSuspendedAt(now);
    }

    private String siteOfLane() {
        return lease.name();
    }

    private void waitForTurnsUnderWay() throws InterruptedException {
        synchronized (room) {
            while (room.underWay() > 0) {
                Instant now = means.clock.instant();
                try {
                    var unused = renewIfItIsTime(now);
                } catch (RuntimeException cause) {
                    failed(cause);
                }
                means.sleeper.await(room, now.plus(RENEW_EVERY));
            }
        }
    }

    private LaneResult close(Instant now) {
        turn.lastTried().ifPresent(at -> means.ledger.tried(lease, at));
        means.ledger.expire(lease, means.orders.window(), now);
        DeliveryLedger.Rest rest = means.ledger.rest(lease, means.orders.window());
        if (rest.open() > 0
                && !now.isBefore(lastTried().plus(means.orders.window()))
                && restOfAll(now).isPresent()) {
            means.ledger.expireAll(lease, now);
            rest = means.ledger.rest(lease, means.orders.window());
        }
        if (rest.open() == 0) {
            means.ledger.close(lease, LaneState.DONE, Optional.empty(), Optional.empty(), "");
            return new LaneResult.Done();
        }
        return put(rest, now);
    }

    private LaneResult put(DeliveryLedger.Rest rest, Instant now) {
        Optional<MailboxPause> pause = mailboxPause().filter(each -> each.holdsAt(now));
        if (halted || pause.filter(MailboxPause::needsAnOperator).isPresent()) {
            String why = pause.map(MailboxPause::reason).orElse("halted");
            means.ledger.close(
                    lease,
                    pause.isPresent() ? LaneState.SUSPENDED : LaneState.PAUSED,
                    Optional.empty(),
                    Optional.empty(),
                    pause.isPresent() ? why : "");
            return new LaneResult.Halted(why);
        }
        LaneEnd end = LaneEnd.of(
                rest, pause, restOfAll(now), restOfSite(now), lastTried().plus(means.orders.window()), now);
        means.ledger.close(lease, end.state(), Optional.of(end.nextRun()), end.suspendedUntil(), end.reason());
        return new LaneResult.Deferred(end.nextRun(), end.reason());
    }

    private Optional<LaneEnd.SiteRest> restOfSite(Instant now) {
        if (lease.mixed()) {
            return Optional.empty();
        }
        var pace = means.paces.site(means.orders.mailbox(), siteOfLane());
        return pace.isSuspendedAt(now)
                ? Optional.of(new LaneEnd.SiteRest(
                        pace.rest().until(), pace.rest().reason().orElse("")))
                : Optional.empty();
    }

    private Optional<MailboxPause> mailboxPause() {
        return means.rests.last(means.orders.mailbox());
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
