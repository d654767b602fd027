package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import sendepostfach.campaign.SiteRules;
import sendepostfach.pacing.SitePace;

/** One site's recipients within a run, and whether the next of them may leave. Guarded by the waiting room's monitor. */
final class SiteDesk {
    /** A site that was idle may catch up this much, so that short waits do not add up to a lower rate. */
    private static final Duration CATCH_UP = Duration.ofMillis(200);

    final String site;
    final SiteRules rules;
    private final Deque<Due> waiting = new ArrayDeque<>();
    private SitePace pace;
    private Instant nextAt = Instant.EPOCH;
    private int underWay;
    private int leave;
    private Instant moreLeaveAt = Instant.EPOCH;
    private final List<Instant> sentAt = new ArrayList<>();

    SiteDesk(String site, SiteRules rules, SitePace pace) {
        this.site = site;
        this.rules = rules;
        this.pace = pace;
    }

    void add(Due due) {
        waiting.add(due);
    }

    int waiting() {
        return waiting.size();
    }

    int underWay() {
        return underWay;
    }

    SitePace pace() {
        return pace;
    }

    void learn(SitePace learned) {
        pace = learned;
    }

    /** Whether the next recipient may leave, apart from the leave that the quota gives. */
    boolean isReady(Instant now) {
        return !waiting.isEmpty() && !pace.isSuspendedAt(now) && underWay < connections() && !now.isBefore(nextAt);
    }

    /** Whether the next recipient may leave on the connection of one that is under way, right behind it. */
    boolean isReadyBehind(Instant now) {
        // whether the site takes mail again is to be known before the next one goes
        return !waiting.isEmpty() && !pace.isSuspendedAt(now) && !pace.isProbing() && !now.isBefore(nextAt);
    }

    boolean hasLeave() {
        return leave > 0;
    }

    /** How many messages it makes sense to ask leave for: what can go within a second. */
    int wanted(Instant now) {
        if (now.isBefore(moreLeaveAt) || waiting.isEmpty() || pace.isSuspendedAt(now) || now.isBefore(nextAt)) {
            return 0;
        }
        long perSecond = Duration.ofSeconds(1).toNanos() / Math.max(1, spacing().toNanos());
        int most = pace.isProbing() ? 1 : (int) Math.max(1, Math.min(1000, perSecond));
        // asked for before it runs out, so that nobody has to wait for the answer
        boolean enough = leave > most / 2 || leave == 0 && underWay >= connections();
        return enough ? 0 : Math.max(0, Math.min(waiting.size(), most) - leave);
    }

    void grant(int granted, Instant more) {
        leave += granted;
        moreLeaveAt = more;
    }

    Due next(Instant now) {
        underWay++;
        return nextBehind(now);
    }

    /** The next recipient, in the place of one that is under way. */
    Due nextBehind(Instant now) {
        leave--;
        Instant earliest = now.minus(CATCH_UP);
        nextAt = (nextAt.isBefore(earliest) ? earliest : nextAt).plus(spacing());
        return waiting.remove();
    }

    void ended(boolean sent, Instant at, boolean handsOn) {
        underWay -= handsOn ? 0 : 1;
        if (sent) {
            sentAt.add(at);
        } else {
            leave++;
        }
    }

    /** The moment from which the next recipient may leave; far away while that depends on one that is under way. */
    Instant readyAt(Instant now) {
        if (waiting.isEmpty() || underWay >= connections()) {
            return Instant.MAX;
        }
        Instant ready = nextAt;
        if (pace.isSuspendedAt(now) && pace.suspendedUntil().isAfter(ready)) {
            ready = pace.suspendedUntil();
        }
        return leave == 0 && moreLeaveAt.isAfter(ready) ? moreLeaveAt : ready;
    }

    /** Takes all that waits out again: nothing was done about it. */
    List<Due> clear() {
        var all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** The times of what was sent since the last call. */
    List<Instant> takeSent() {
        var sent = List.copyOf(sentAt);
        sentAt.clear();
        return sent;
    }

    int takeLeave() {
        int unused = leave;
        leave = 0;
        return unused;
    }

    private int connections() {
        return pace.isProbing() ? 1 : rules.connections();
    }

    private Duration spacing() {
        return pace.spacing(rules.rate());
    }
}
