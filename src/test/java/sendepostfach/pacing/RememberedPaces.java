package sendepostfach.pacing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A pace ledger in memory, for one process. */
public final class RememberedPaces implements PaceLedger {
    private record Row(SitePace pace, Instant next) {}

    private final Map<String, TreeMap<String, Row>> sites = new HashMap<>();
    private final Map<String, MailboxPause> pauses = new HashMap<>();

    private TreeMap<String, Row> of(String mailbox) {
        return sites.computeIfAbsent(mailbox, name -> new TreeMap<>());
    }

    private Row row(String mailbox, String site) {
        return of(mailbox).getOrDefault(site, new Row(SitePace.FRESH, Instant.EPOCH));
    }

    @Override
    public synchronized Map<String, Turns> take(String mailbox, List<Wish> wishes, PaceSettings settings, Instant now) {
        var turns = new TreeMap<String, Turns>();
        for (Wish wish : wishes) {
            Row row = row(mailbox, wish.site());
            TurnBook book = TurnBook.answer(wish, row.pace(), row.next(), settings, now);
            of(mailbox).put(wish.site(), new Row(book.turns().pace(), book.next()));
            turns.put(wish.site(), book.turns());
        }
        return turns;
    }

    @Override
    public synchronized SitePace learn(String mailbox, String site, UnaryOperator<SitePace> lesson, Instant now) {
        Row row = row(mailbox, site);
        SitePace learned = lesson.apply(row.pace());
        boolean rests = learned.isSuspendedAt(now) && !row.pace().isSuspendedAt(now);
        of(mailbox).put(site, new Row(learned, rests ? now : row.next()));
        return learned;
    }

    @Override
    public synchronized SitePace site(String mailbox, String site) {
        return row(mailbox, site).pace();
    }

    @Override
    public synchronized Set<String> mailboxes() {
        var all = new TreeSet<>(pauses.keySet());
        sites.forEach((mailbox, known) -> {
            if (!known.isEmpty()) {
                all.add(mailbox);
            }
        });
        return all;
    }

    @Override
    public synchronized Map<String, SitePace> sites(String mailbox) {
        var all = new TreeMap<String, SitePace>();
        of(mailbox).forEach((site, row) -> all.put(site, row.pace()));
        return all;
    }

    @Override
    public synchronized Map<String, String> restsThatEnded(String mailbox, Instant after, Instant atTheLatest) {
        var reasons = new TreeMap<String, String>();
        of(mailbox).forEach((site, row) -> {
            SiteRest rest = row.pace().rest();
            if (rest.until().isAfter(after) && !rest.until().isAfter(atTheLatest)) {
                rest.reason().ifPresent(reason -> reasons.put(site, reason));
            }
        });
        return reasons;
    }

    @Override
    public synchronized int forget(String mailbox, Optional<String> site) {
        int before = of(mailbox).size();
        site.ifPresentOrElse(of(mailbox)::remove, of(mailbox)::clear);
        return before - of(mailbox).size();
    }

    @Override
    public synchronized Optional<MailboxPause> pause(String mailbox) {
        return Optional.ofNullable(pauses.get(mailbox));
    }

    @Override
    public synchronized void pause(String mailbox, MailboxPause pause) {
        pauses.put(mailbox, pause);
    }

    @Override
    public synchronized void resume(String mailbox) {
        pauses.remove(mailbox);
    }
}
