package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;
import sendepostfach.pacing.SitePace;

/**
 * The due recipients of a run that wait for their turn, by site. No site waits for another: the desks stand in the order of
 * the time at which each may go on, and whoever may goes. Its monitor is what the run's threads wait on.
 */
final class WaitingRoom {
    /** Where fewer wait, the run lets more in. */
    static final int FEW = 200;

    /** As many sites are asked about in one go; their statements are shared. */
    private static final int ASK_AT_ONCE = 200;

    private static final Comparator<SiteDesk> IN_TIME =
            Comparator.<SiteDesk, Instant>comparing(desk -> desk.placedAt).thenComparingLong(desk -> desk.placedAs);

    private final LaneOrders orders;
    private final SitePresence presence;
    private final Map<String, SiteDesk> desks = new HashMap<>();
    /** Desks that have a turn, and desks that have to ask for one, both by the time when they may. */
    private final TreeSet<SiteDesk> going = new TreeSet<>(IN_TIME);

    private final TreeSet<SiteDesk> asking = new TreeSet<>(IN_TIME);
    private final Set<SiteDesk> withNews = new HashSet<>();
    private final Set<Integer> rows = new HashSet<>();
    /** Who goes right behind whom on the same connection, by the row of the one in front. */
    private final Map<Integer, Due> followers = new HashMap<>();

    private final List<Instant> mailboxSentAt = new ArrayList<>();
    private int mailboxLeave;
    private Instant moreMailboxLeaveAt = Instant.EPOCH;
    /** Connections in use or waited for. */
    private int underWay;

    private int waiting;
    /** Who has waited longer at the same moment goes first. */
    private long placed = 1;

    /**
     * @param presence what all lanes of the process have under way
     */
    WaitingRoom(LaneOrders orders, SitePresence presence) {
        this.orders = orders;
        this.presence = presence;
    }

    /** Lets recipients in; those already inside or under way are left alone. Returns how many came in. */
    synchronized int admit(Collection<Due> due) {
        int admitted = 0;
        for (Due each : due) {
            if (rows.add(each.row())) {
                SiteDesk desk = desk(each.site());
                desk.add(each);
                place(desk);
                waiting++;
                admitted++;
            }
        }
        return admitted;
    }

    private SiteDesk desk(String site) {
        return desks.computeIfAbsent(
                site, name -> new SiteDesk(name, orders.rules().apply(name)));
    }

    /** Puts a desk where it now belongs. */
    private void place(SiteDesk desk) {
        Instant ready = desk.readyAt();
        boolean there = (desk.hasTurn() ? going : asking).contains(desk);
        if (there && ready.equals(desk.placedAt)) {
            return;
        }
        going.remove(desk);
        asking.remove(desk);
        if (ready.isBefore(Instant.MAX)) {
            desk.placedAt = ready;
            desk.placedAs = placed++;
            (desk.hasTurn() ? going : asking).add(desk);
        }
    }

    /** The next recipient whose site and mailbox both agree. */
    synchronized Optional<Due> next(Instant now) {
        if (underWay >= orders.connections()
                || (mailboxLeave == 0 && !orders.limits().isEmpty())) {
            return Optional.empty();
        }
        Optional<SiteDesk> first = firstWithAPlace(now);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        SiteDesk desk = first.get();
        Due due = desk.next(now);
        place(desk);
        underWay++;
        waiting--;
        mailboxLeave--;
        return Optional.of(due);
    }

    /** The first desk that is ready at a site where other lanes leave it a place, which is taken. */
    private Optional<SiteDesk> firstWithAPlace(Instant now) {
        while (isReady(going, now)) {
            SiteDesk desk = going.first();
            if (presence.enter(orders.mailbox(), desk.site, this, desk.mostUnderWay(), now)) {
                return Optional.of(desk);
            }
            desk.crowdedUntil(now.plus(SitePresence.ASK_AGAIN));
            place(desk);
        }
        return Optional.empty();
    }

    /**
     * The next recipient, to go on the connection of one that is under way, right behind it. It takes over that one's place in
     * the run, and at its site where both have the same; otherwise its site must have a place for it.
     */
    synchronized Optional<Due> behind(Due current, Instant now) {
        Optional<SiteDesk> next = mailboxLeave > 0 || orders.limits().isEmpty()
                ? deskBehind(desk(current.site()), now)
                : Optional.empty();
        if (next.isEmpty()) {
            notifyAll();
            return Optional.empty();
        }
        SiteDesk desk = next.get();
        Due due = desk.site.equals(current.site()) ? desk.nextBehind(now) : desk.next(now);
        place(desk);
        waiting--;
        mailboxLeave--;
        followers.put(current.row(), due);
        if (waiting < FEW || !desk.hasTurn()) {
            notifyAll();
        }
        return Optional.of(due);
    }

    private Optional<SiteDesk> deskBehind(SiteDesk own, Instant now) {
        boolean isOwed = presence.isOwed(orders.mailbox(), own.site, this, own.mostUnderWay(), now);
        if (isReady(going, now) && (isOwed || !going.first().equals(own))) {
            return firstWithAPlace(now).map(desk -> keepsItsPlace(desk, own));
        }
        return own.isReadyBehind(now) && !isOwed ? Optional.of(own) : Optional.empty();
    }

    /** Who goes behind a mail to the same site takes over that one's place there. */
    private SiteDesk keepsItsPlace(SiteDesk desk, SiteDesk own) {
        if (desk.equals(own)) {
            presence.leave(orders.mailbox(), own.site, this);
        }
        return desk;
    }

    private static boolean isReady(TreeSet<SiteDesk> some, Instant now) {
        return !some.isEmpty() && !some.first().placedAt.isAfter(now);
    }

    /** A turn has ended; {@code sent} tells whether the server saw the message. Whoever goes behind it is under way now. */
    synchronized void ended(Due due, boolean sent, Instant at) {
        Due follower = followers.remove(due.row());
        rows.remove(due.row());
        SiteDesk desk = desk(due.site());
        desk.ended(due, sent, at);
        if (follower != null && follower.site().equals(due.site())) {
            desk.takesThePlace(follower);
        } else {
            presence.leave(orders.mailbox(), due.site(), this);
        }
        place(desk);
        if (sent) {
            mailboxSentAt.add(at);
        } else {
            mailboxLeave++;
        }
        if (follower == null) {
            underWay--;
            notifyAll();
        }
    }

    synchronized void accepted(String site, Instant now) {
        SiteDesk desk = desk(site);
        desk.accepted(now);
        withNews.add(desk);
    }

    /** How many were accepted that the ledger was not told of yet. */
    synchronized int takeAccepted(String site) {
        return desk(site).takeAccepted();
    }

    synchronized void learned(String site, SitePace pace, Instant now) {
        SiteDesk desk = desk(site);
        desk.learn(pace, now);
        place(desk);
    }

    synchronized SitePace pace(String site) {
        return desk(site).pace();
    }

    /** How many of the site's mails were under way when this one left, itself included. */
    synchronized int underWayWith(Due due) {
        return desk(due.site()).underWayWith(due);
    }

    /** What the sites have to be asked for, so that those who are ready may leave. */
    synchronized List<PaceLedger.Wish> siteWishes(Instant now) {
        var wishes = new ArrayList<PaceLedger.Wish>();
        // turns that nobody can use yet need not be asked for
        if (isReady(asking, now) && going.size() <= 2 * orders.connections()) {
            for (SiteDesk desk : asking) {
                if (desk.placedAt.isAfter(now) || wishes.size() >= ASK_AT_ONCE) {
                    break;
                }
                wishes.add(desk.wish());
            }
        }
        return wishes;
    }

    /** What was accepted and not told yet. */
    synchronized List<PaceLedger.Wish> news() {
        List<PaceLedger.Wish> news =
                withNews.stream().filter(SiteDesk::hasNews).map(SiteDesk::news).toList();
        withNews.clear();
        return news;
    }

    synchronized void grantSites(Map<String, PaceLedger.Turns> turns, Instant now) {
        turns.forEach((site, granted) -> {
            SiteDesk desk = desk(site);
            // asked and answered: it stands elsewhere from now on, though the time may be the same
            going.remove(desk);
            asking.remove(desk);
            desk.grant(granted, now);
            place(desk);
        });
    }

    /** What the quota has to be asked for. */
    synchronized List<Quota.Wish> mailboxWishes(Instant now) {
        boolean any = isReady(going, now);
        int wanted = Math.min(any ? waiting : 0, orders.connections()) - mailboxLeave;
        return orders.limits().isEmpty() || wanted <= 0 || now.isBefore(moreMailboxLeaveAt)
                ? List.of()
                : List.of(new Quota.Wish(mailboxScope(), orders.limits(), wanted));
    }

    synchronized void grantMailbox(Map<String, Quota.Grant> grants) {
        Quota.Grant mailbox = grants.get(mailboxScope());
        if (mailbox != null) {
            mailboxLeave += mailbox.granted();
            moreMailboxLeaveAt = mailbox.more();
        }
    }

    /** What ended since the last call; with {@code all}, leave that nobody used is handed back too. */
    synchronized List<Quota.Ended> takeEnded(boolean all) {
        int unused = all && !orders.limits().isEmpty() ? mailboxLeave : 0;
        var ended = new ArrayList<Quota.Ended>();
        if (!orders.limits().isEmpty() && (!mailboxSentAt.isEmpty() || unused > 0)) {
            ended.add(new Quota.Ended(mailboxScope(), orders.limits(), List.copyOf(mailboxSentAt), unused));
            mailboxLeave -= unused;
        }
        mailboxSentAt.clear();
        return ended;
    }

    /** The first moment at which someone may be ready; far away while that depends on turns under way. */
    synchronized Instant readyAt() {
        if (underWay >= orders.connections()) {
            return Instant.MAX;
        }
        Instant first = first(going).isBefore(first(asking)) ? first(going) : first(asking);
        boolean mailboxWaits = !orders.limits().isEmpty() && mailboxLeave == 0 && moreMailboxLeaveAt.isAfter(first);
        return mailboxWaits && first.isBefore(Instant.MAX) ? moreMailboxLeaveAt : first;
    }

    private static Instant first(TreeSet<SiteDesk> some) {
        return some.isEmpty() ? Instant.MAX : some.first().placedAt;
    }

    /**
     * Takes out those whose turn comes later than {@code patience} from now, with the time when it does: they make room for
     * others.
     */
    synchronized Map<Due, Instant> takeOutAllLaterThan(Duration patience, Instant now) {
        var out = new LinkedHashMap<Due, Instant>();
        Instant horizon = now.plus(patience);
        for (SiteDesk desk : List.copyOf(desks.values())) {
            if (desk.waiting() > 0) {
                Instant ready = desk.readyAt();
                boolean far = ready.isAfter(horizon) && ready.isBefore(Instant.MAX);
                out.putAll(far ? desk.clear() : desk.takeOutLaterThan(patience, now));
                place(desk);
            } else if (desk.underWay() == 0 && !desk.hasNews()) {
                desks.remove(desk.site);
            }
        }
        out.keySet().forEach(due -> rows.remove(due.row()));
        waiting -= out.size();
        return out;
    }

    synchronized int waiting() {
        return waiting;
    }

    /** Whether the sites of all who wait are at rest. */
    synchronized boolean waitsForRestsOnly(Instant now) {
        return desks.values().stream().filter(desk -> desk.waiting() > 0).allMatch(desk -> desk.pace()
                .isSuspendedAt(now));
    }

    synchronized int underWay() {
        return underWay;
    }

    /** How many rows the ledger may show that are inside already. */
    synchronized int inside() {
        return rows.size();
    }

    private String mailboxScope() {
        return "mailbox:" + orders.mailbox();
    }
}
