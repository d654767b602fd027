package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sendepostfach.campaign.SiteRules;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.SitePace;
import sendepostfach.pacing.TurnBook;

/** One site's recipients within a run, and when the next of them may leave. Guarded by the waiting room's monitor. */
final class SiteDesk {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 1000;
    /** So many acceptances for each mail more that may be under way. */
    private static final int TRUST = 2;

    final String site;
    final SiteRules rules;
    private final Deque<Due> waiting = new ArrayDeque<>();
    private SitePace pace = SitePace.FRESH;
    private Instant nextAt = Instant.EPOCH;
    private Instant askAt = Instant.EPOCH;
    /** Until then other lanes have the site's connections. */
    private Instant crowdedUntil = Instant.EPOCH;

    private int turns;
    /** The rows under way, with the number of those that were when each left. */
    private final Map<Integer, Integer> underWay = new HashMap<>();

    private int accepted;
    /** Acceptances since the run or the last rest began: with them grows how many are trusted to be under way. */
    private int sinceRest;

    /** Where the desk stands in the room's order, while it stands there. */
    Instant placedAt = Instant.MAX;

    long placedAs;

    SiteDesk(String site, SiteRules rules) {
        this.site = site;
        this.rules = rules;
    }

    void add(Due due) {
        waiting.add(due);
    }

    int waiting() {
        return waiting.size();
    }

    int underWay() {
        return underWay.size();
    }

    /** How many mails to the site may be under way at once, of all lanes together. */
    int mostUnderWay() {
        return pace.connections(rules);
    }

    int underWayWith(Due due) {
        return underWay.getOrDefault(due.row(), underWay.size());
    }

    SitePace pace() {
        return pace;
    }

    /** Learns what holds from now on; a new rest takes back the turns that were given. */
    void learn(SitePace learned, Instant now) {
        if (learned.isSuspendedAt(now) && !pace.isSuspendedAt(now)) {
            turns = 0;
            sinceRest = 0;
        }
        pace = learned;
    }

    void accepted(Instant now) {
        if (!pace.isSuspendedAt(now)) {
            accepted++;
            sinceRest = Math.min(sinceRest + 1, TRUST * rules.connections());
        }
    }

    /** One, and one more for every few acceptances, so that a site that takes less than is thought refuses few at once. */
    private int trusted() {
        return 1 + sinceRest / TRUST;
    }

    boolean hasTurn() {
        return turns > 0;
    }

    /** The moment from which the next recipient may leave, or the desk may ask; far away while others are under way. */
    Instant readyAt() {
        if (waiting.isEmpty() || underWay.size() >= Math.min(trusted(), pace.connections(rules))) {
            return Instant.MAX;
        }
        Instant ready = later(nextAt, pace.rest().until());
        return later(ready, turns > 0 ? crowdedUntil : askAt);
    }

    /** How many messages it makes sense to ask turns for: what can go within a second. */
    PaceLedger.Wish wish() {
        long perSecond = A_SECOND.toNanos() / Math.max(1, spacing().toNanos());
        int most = pace.isProbing() ? 1 : (int) Math.max(1, Math.min(MOST_AT_ONCE, perSecond));
        return new PaceLedger.Wish(site, rules, Math.min(waiting.size(), most), takeAccepted());
    }

    /** Whether something is to be told though nothing is wanted; one mail to a site of which nothing is known is not. */
    boolean hasNews() {
        return accepted > 0
                && (pace.isProbing() || pace.speed().rate() > 0 || pace.crowd().most() > 0);
    }

    PaceLedger.Wish news() {
        return new PaceLedger.Wish(site, rules, 0, takeAccepted());
    }

    int takeAccepted() {
        int told = accepted;
        accepted = 0;
        return told;
    }

    void grant(PaceLedger.Turns granted, Instant now) {
        learn(granted.pace(), now);
        turns += granted.granted();
        if (granted.granted() > 0) {
            nextAt = later(nextAt, granted.from());
            askAt = Instant.EPOCH;
        } else {
            askAt = granted.from();
        }
    }

    /** Whether the next recipient may leave on the connection of one that is under way, right behind it. */
    boolean isReadyBehind(Instant now) {
        // whether the site takes mail again is to be known before the next one goes
        return !waiting.isEmpty()
                && turns > 0
                // where fewer may be under way than are, a place is given up rather than handed on
                && underWay.size() <= pace.connections(rules)
                && !pace.isSuspendedAt(now)
                && !pace.isProbing()
                && !now.isBefore(nextAt);
    }

    void crowdedUntil(Instant then) {
        crowdedUntil = then;
    }

    Due next(Instant now) {
        Due due = nextBehind(now);
        takesThePlace(due);
        return due;
    }

    /** The recipient is under way from now on. */
    void takesThePlace(Due due) {
        underWay.put(due.row(), underWay.size() + 1);
    }

    /** The next recipient, who gets the place of one that is under way when that one ends. */
    Due nextBehind(Instant now) {
        Due due = waiting.remove();
        turns--;
        nextAt = later(nextAt, now.minus(TurnBook.CATCH_UP)).plus(spacing());
        return due;
    }

    /** A turn has ended. One that was not used is given back, unless a rest has taken all turns back meanwhile. */
    void ended(Due due, boolean sent, Instant at) {
        underWay.remove(due.row());
        if (!sent && !pace.isSuspendedAt(at)) {
            turns++;
        }
    }

    /** Takes all that waits out again, with the time when the site is ready. */
    Map<Due, Instant> clear() {
        var all = new LinkedHashMap<Due, Instant>();
        Instant ready = readyAt();
        waiting.forEach(due -> all.put(due, ready));
        waiting.clear();
        return all;
    }

    /** Takes out those whose turn comes later than so long from now, with the time when it does. */
    Map<Due, Instant> takeOutLaterThan(Duration patience, Instant now) {
        long spacing = Math.max(1, spacing().toNanos());
        long soon = 1 + patience.toNanos() / spacing;
        var out = new LinkedHashMap<Due, Instant>();
        if (waiting.size() > soon) {
            var kept = List.copyOf(waiting);
            waiting.clear();
            Instant first = later(nextAt, now);
            for (int place = 0; place < kept.size(); place++) {
                if (place < soon) {
                    waiting.add(kept.get(place));
                } else {
                    out.put(kept.get(place), first.plusNanos(place * spacing));
                }
            }
        }
        return out;
    }

    private Duration spacing() {
        return pace.spacing(rules);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
