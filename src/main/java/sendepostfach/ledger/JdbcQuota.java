package sendepostfach.ledger;

import static sendepostfach.ledger.Database.marks;
import static sendepostfach.ledger.Database.values;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import sendepostfach.campaign.Limit;
import sendepostfach.pacing.Quota;

/**
 * The quota in the database. Messages are counted in slots of a thousandth of a limit's window, by the slot's end, so that a
 * count is never too low and costs at most a thousand rows however high the limit.
 */
public final class JdbcQuota implements Quota {
    private static final int SLOTS = 1000;
    /** Longer than a message's turn can take; a dead holder's leave counts for so long. */
    private static final Duration HOLD = Duration.ofMinutes(15);

    private final Database db;

    public JdbcQuota(Database db) {
        this.db = db;
    }

    @Override
    public Map<String, Grant> take(String holder, List<Wish> wishes, Instant now) {
        var grants = new LinkedHashMap<String, Grant>();
        var counted = new TreeMap<String, Wish>();
        for (Wish wish : wishes) {
            if (wish.limits().isEmpty()) {
                grants.put(wish.scope(), new Grant(wish.wanted(), now));
            } else {
                counted.put(wish.scope(), wish);
            }
        }
        if (!counted.isEmpty()) {
            makeKnown(counted.keySet());
            grants.putAll(db.inTransaction(() -> grant(holder, counted, now)));
        }
        return grants;
    }

    /** A lock needs a row. Adding rows happens before, in a transaction of its own, so that locks are taken in one order. */
    private void makeKnown(Collection<String> scopes) {
        List<String> known = db.jdbc.queryForList(
                "SELECT scope FROM quota_scope WHERE scope IN (" + marks(scopes.size()) + ")",
                String.class,
                values(scopes));
        scopes.stream()
                .filter(scope -> !known.contains(scope))
                .forEach(scope -> db.jdbc.update("INSERT IGNORE INTO quota_scope (scope) VALUES (?)", scope));
    }

    private Map<String, Grant> grant(String holder, TreeMap<String, Wish> wishes, Instant now) {
        lock(wishes.keySet());
        Map<String, Integer> held = held(wishes.keySet(), now);
        Map<String, Map<Long, Used>> used = used(wishes.keySet(), now);
        var grants = new LinkedHashMap<String, Grant>();
        wishes.forEach((scope, wish) -> {
            Grant grant = grant(wish, held.getOrDefault(scope, 0), used.getOrDefault(scope, Map.of()), now);
            grants.put(scope, grant);
            if (grant.granted() > 0) {
                hold(scope, holder, grant.granted(), now);
            }
        });
        return grants;
    }

    private static Grant grant(Wish wish, int held, Map<Long, Used> used, Instant now) {
        int free = wish.wanted();
        Instant more = now;
        for (Limit limit : wish.limits()) {
            Used use = used.getOrDefault(limit.per().toMillis(), new Used(0, now.toEpochMilli()));
            int left = limit.count() - held - use.n;
            if (left < wish.wanted()) {
                // the oldest slot leaves the window first; where all is held by others, look again soon
                Instant frees =
                        use.n > 0 ? Instant.ofEpochMilli(use.firstEnd).plus(limit.per()) : now.plus(limit.spacing());
                more = frees.isAfter(more) ? frees : more;
            }
            free = Math.min(free, Math.max(0, left));
        }
        return new Grant(free, more);
    }

    private void lock(Collection<String> scopes) {
        db.jdbc.queryForList(
                "SELECT scope FROM quota_scope WHERE scope IN (" + marks(scopes.size()) + ") ORDER BY scope FOR UPDATE",
                String.class,
                values(scopes));
    }

    private Map<String, Integer> held(Collection<String> scopes, Instant now) {
        var held = new HashMap<String, Integer>();
        db.jdbc.query(
                "SELECT scope, SUM(n) AS n FROM quota_hold WHERE scope IN (" + marks(scopes.size())
                        + ") AND until > ? GROUP BY scope",
                row -> {
                    held.put(row.getString("scope"), row.getInt("n"));
                },
                values(scopes, now.toEpochMilli()));
        return held;
    }

    private record Used(int n, long firstEnd) {}

    private Map<String, Map<Long, Used>> used(Collection<String> scopes, Instant now) {
        var used = new HashMap<String, Map<Long, Used>>();
        db.jdbc.query(
                "SELECT scope, per, SUM(n) AS n, MIN(ends_at) AS first_end FROM quota_use WHERE scope IN ("
                        + marks(scopes.size()) + ") AND ends_at > ? - per GROUP BY scope, per",
                row -> {
                    used.computeIfAbsent(row.getString("scope"), scope -> new HashMap<>())
                            .put(row.getLong("per"), new Used(row.getInt("n"), row.getLong("first_end")));
                },
                values(scopes, now.toEpochMilli()));
        return used;
    }

    private void hold(String scope, String holder, int n, Instant now) {
        db.jdbc.update(
                "INSERT INTO quota_hold (scope, holder, n, until) VALUES (?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE n = n + VALUES(n), until = VALUES(until)",
                scope,
                holder,
                n,
                now.plus(HOLD).toEpochMilli());
    }

    @Override
    public void inherit(String holders, String scope, List<Limit> limits, Instant now) {
        String these = " FROM quota_hold WHERE scope = ? AND holder LIKE ?";
        String pattern = "%" + holders + "%";
        if (limits.isEmpty()
                || db.jdbc
                        .queryForList("SELECT holder" + these, String.class, scope, pattern)
                        .isEmpty()) {
            return;
        }
        db.inTransaction(() -> {
            lock(List.of(scope));
            Map<String, Integer> held = new HashMap<>();
            db.jdbc.query(
                    "SELECT holder, n" + these,
                    row -> {
                        held.put(row.getString("holder"), row.getInt("n"));
                    },
                    scope,
                    pattern);
            held.forEach((holder, n) -> settle(holder, new Ended(scope, limits, Collections.nCopies(n, now), 0)));
            return true;
        });
    }

    @Override
    public void settle(String holder, Collection<Ended> ended) {
        if (!ended.isEmpty()) {
            var sorted = new TreeMap<String, Ended>();
            ended.forEach(each -> sorted.put(each.scope(), each));
            db.inTransaction(() -> {
                lock(sorted.keySet());
                sorted.values().forEach(each -> settle(holder, each));
                return true;
            });
        }
    }

    private void settle(String holder, Ended ended) {
        int turns = ended.sentAt().size() + ended.unused();
        db.jdbc.update("UPDATE quota_hold SET n = n - ? WHERE scope = ? AND holder = ?", turns, ended.scope(), holder);
        db.jdbc.update("DELETE FROM quota_hold WHERE scope = ? AND holder = ? AND n <= 0", ended.scope(), holder);
        for (Limit limit : ended.limits()) {
            count(ended, limit.per().toMillis());
        }
    }

    private void count(Ended ended, long per) {
        long slot = Math.max(1, per / SLOTS);
        var bySlot = new TreeMap<Long, Integer>();
        ended.sentAt().forEach(at -> bySlot.merge((at.toEpochMilli() / slot + 1) * slot, 1, Integer::sum));
        bySlot.forEach((end, n) -> db.jdbc.update(
                "INSERT INTO quota_use (scope, per, ends_at, n) VALUES (?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
                ended.scope(),
                per,
                end,
                n));
        if (!bySlot.isEmpty()) {
            db.jdbc.update(
                    "DELETE FROM quota_use WHERE scope = ? AND per = ? AND ends_at < ?",
                    ended.scope(),
                    per,
                    Objects.requireNonNull(bySlot.lastKey()) - 2 * per);
        }
    }
}
