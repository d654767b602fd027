package sendepostfach.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import sendepostfach.pacing.Quota;
import sendepostfach.pacing.SitePace;

/**
 * The due recipients of a run that wait for their turn, by site. No site waits for another: whoever is ready goes, the sites
 * taking turns. Its monitor is what the run's threads wait on.
 */
final class WaitingRoom {
    /** Where fewer wait, the run lets more in. */
    static final int FEW = 200;

    private final LaneOrders orders;
    private final Function<String, SitePace> paces;
    private final Map<String, SiteDesk> desks = new LinkedHashMap<>();
    private final Set<Integer> rows = new HashSet<>();
    /** Who goes right behind whom on the same connection, by the row of the one in front. */
    private final Map<Integer, Due> followers = new HashMap<>();

    private final List<Instant> mailboxSentAt = new ArrayList<>();
    private int mailboxLeave;
    private Instant moreMailboxLeaveAt = Instant.EPOCH;
    /** Connections in use or waited for. */
    private int underWay;

    private int waiting;

    WaitingRoom(LaneOrders orders, Function<String, SitePace> paces) {
        this.orders = orders;
        this.paces = paces;
    }

    /** Lets recipients in; those already inside or under way are left alone. Returns how many came in. */
    synchronized int admit(Collection<Due> due) {
        int admitted = 0;
        for (Due each : due) {
            if (rows.add(each.row())) {
                desk(each.site()).add(each);
                waiting++;
                admitted++;
            }
        }
        return admitted;
    }

    synchronized SiteDesk desk(String site) {
        return desks.computeIfAbsent(
                site, name -> new SiteDesk(name, orders.rules().apply(name), paces.apply(name)));
    }

    /** The next recipient whose site and mailbox both agree. */
    synchronized Optional<Due> next(Instant now) {
        if (underWay >= orders.connections()
                || (mailboxLeave == 0 && !orders.limits().isEmpty())) {
            return Optional.empty();
        }
        for (SiteDesk desk : desks.values()) {
            if (desk.isReady(now) && desk.hasLeave()) {
                Due due = desk.next(now);
                underWay++;
                waiting--;
                mailboxLeave--;
                putLast(desk);
                return Optional.of(due);
            }
        }
        return Optional.empty();
    }

    /**
     * The next recipient, to go on the connection of one that is under way, right behind it. It takes over that one's place in
     * the run, and at its site where both have the same; otherwise its site must have a place for it.
     */
    synchronized Optional<Due> behind(Due current, Instant now) {
        if (mailboxLeave > 0 || orders.limits().isEmpty()) {
            for (SiteDesk desk : desks.values()) {
                boolean same = desk.site.equals(current.site());
                if (desk.hasLeave() && (same ? desk.isReadyBehind(now) : desk.isReady(now))) {
                    Due due = same ? desk.nextBehind(now) : desk.next(now);
                    waiting--;
                    mailboxLeave--;
                    followers.put(current.row(), due);
                    putLast(desk);
                    if (waiting < FEW || desk.wanted(now) > 0) {
                        notifyAll();
                    }
                    return Optional.of(due);
                }
            }
        }
        notifyAll();
        return Optional.empty();
    }

    /** The site goes to the end, so that the sites take turns. */
    private void putLast(SiteDesk desk) {
        desks.remove(desk.site);
        desks.put(desk.site, desk);
    }

    /** A turn has ended; {@code sent} tells whether the server saw the message. Whoever goes behind it is under way now. */
    synchronized void ended(Due due, boolean sent, Instant at) {
        Due follower = followers.remove(due.row());
        rows.remove(due.row());
        desk(due.site()).ended(sent, at, follower != null && follower.site().equals(due.site()));
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

    /** What the quota has to be asked for, so that those who are ready may leave. */
    synchronized List<Quota.Wish> wishes(Instant now) {
        var wishes = new ArrayList<Quota.Wish>();
        int ready = 0;
        for (SiteDesk desk : desks.values()) {
            int wanted = desk.wanted(now);
            ready += desk.isReady(now) ? 1 : 0;
            if (wanted > 0) {
                wishes.add(new Quota.Wish(siteScope(desk.site), List.of(desk.rules.rate()), wanted));
            }
        }
        int mailboxWanted = Math.min(ready == 0 ? 0 : waiting, orders.connections()) - mailboxLeave;
        if (!orders.limits().isEmpty() && mailboxWanted > 0 && !now.isBefore(moreMailboxLeaveAt)) {
            wishes.add(new Quota.Wish(mailboxScope(), orders.limits(), mailboxWanted));
        }
        return wishes;
    }

    synchronized void grant(Map<String, Quota.Grant> grants) {
        Quota.Grant mailbox = grants.get(mailboxScope());
        if (mailbox != null) {
            mailboxLeave += mailbox.granted();
            moreMailboxLeaveAt = mailbox.more();
        }
        for (SiteDesk desk : desks.values()) {
            Quota.Grant grant = grants.get(siteScope(desk.site));
            if (grant != null) {
                desk.grant(grant.granted(), grant.more());
            }
        }
    }

    /** What ended since the last call; with {@code all}, leave that nobody used is handed back too. */
    synchronized List<Quota.Ended> takeEnded(boolean all) {
        var ended = new ArrayList<Quota.Ended>();
        for (SiteDesk desk : desks.values()) {
            List<Instant> sent = desk.takeSent();
            int unused = all || desk.waiting() == 0 ? desk.takeLeave() : 0;
            if (!sent.isEmpty() || unused > 0) {
                ended.add(new Quota.Ended(siteScope(desk.site), List.of(desk.rules.rate()), sent, unused));
            }
        }
        int unused = all && !orders.limits().isEmpty() ? mailboxLeave : 0;
        if (!orders.limits().isEmpty() && (!mailboxSentAt.isEmpty() || unused > 0)) {
            ended.add(new Quota.Ended(mailboxScope(), orders.limits(), List.copyOf(mailboxSentAt), unused));
            mailboxLeave -= unused;
        }
        mailboxSentAt.clear();
        return ended;
    }

    /** The first moment at which someone may be ready; far away while that depends on turns under way. */
    synchronized Instant readyAt(Instant now) {
        if (underWay >= orders.connections()) {
            return Instant.MAX;
        }
        Instant first = Instant.MAX;
        for (SiteDesk desk : desks.values()) {
            Instant ready = desk.readyAt(now);
            first = ready.isBefore(first) ? ready : first;
        }
        boolean mailboxWaits = !orders.limits().isEmpty() && mailboxLeave == 0 && moreMailboxLeaveAt.isAfter(first);
        return mailboxWaits && first.isBefore(Instant.MAX) ? moreMailboxLeaveAt : first;
    }

    /** Takes out those whose site is not ready before {@code horizon}, with the time when it is. */
    synchronized Map<Due, Instant> takeOutAllNotReadyBy(Instant horizon, Instant now) {
        var out = new LinkedHashMap<Due, Instant>();
        for (SiteDesk desk : desks.values()) {
            Instant ready = desk.readyAt(now);
            if (ready.isAfter(horizon) && ready.isBefore(Instant.MAX)) {
                for (Due due : desk.clear()) {
                    rows.remove(due.row());
                    waiting--;
                    out.put(due, ready);
                }
            }
        }
        return out;
    }

    synchronized int waiting() {
        return waiting;
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

    private String siteScope(String site) {
        return "site:" + orders.mailbox() + ":" + site;
    }
}
