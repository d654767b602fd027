package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.ledger.JdbcPaceLedger;
import sendepostfach.ledger.TestLedger;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.pacing.Quota;
import sendepostfach.pacing.RememberedPaces;
import sendepostfach.pacing.SitePace;
import sendepostfach.reply.ReplyTable;

/**
 * 20,000 small sites in one mixed lane, on a clock of its own: a mailbox with twenty connections that allows a hundred mails a
 * second, and servers of all kinds.
 */
class LongTailTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final int SITES = 20_000;
    private static final int EACH = 3;
    private static final int MAILBOX_A_SECOND = 100;
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofMillis(500);
    private static final Reply OK = Reply.parse(Phase.BODY, "250 2.0.0 Ok");
    private static final Reply LATER = Reply.parse(Phase.RCPT, "450 4.2.0 Greylisted, try again in 300 seconds");
    private static final Predicate<Integer> SLOW_SITE = site -> site % 10 == 0;
    private static final Predicate<Integer> DEFERRING_SITE = site -> site % 10 == 5;

    private Instant mailboxFree = START;
    private final SettableClock clock = new SettableClock(START);
    private CountedPaces paces = new CountedPaces(new RememberedPaces());
    private final LaneOrders orders = new LaneOrders(
            "haupt",
            20,
            List.of(new Limit(MAILBOX_A_SECOND, Duration.ofSeconds(1))),
            site -> new SiteRules(Limit.parse("20/min"), 2, 20),
            PaceSettings.STANDARD,
            RetrySchedule.DEFAULT,
            Duration.ofDays(5),
            SendingHours.always(),
            UncertainPolicy.HOLD,
            START,
            Optional.empty());

    private record UnderWay(Due due, Reply reply, Instant answeredAt) {}

    private record Played(int attempts, Duration took, Map<Integer, List<Instant>> bySite) {
        double perSecond() {
            return attempts * 1000.0 / took.toMillis();
        }
    }

    @Test
    void aTenthThatIsSlowAndATenthThatDefersCostAtMostATenthOfTheThroughput() {
        double good = play(site -> !SLOW_SITE.test(site) && !DEFERRING_SITE.test(site))
                .perSecond();
        double all = play(site -> true).perSecond();

        assertThat(all).isGreaterThanOrEqualTo(0.9 * good);
    }

    @Test
    void theSameHoldsInTheRealLedgerWithoutAStatementForEachSite() throws Exception {
        try (TestLedger quiet = TestLedger.onH2();
                TestLedger mixed = TestLedger.onH2()) {
            Predicate<Integer> isGood = site -> !SLOW_SITE.test(site) && !DEFERRING_SITE.test(site);
            double good = play(isGood, 1, new JdbcPaceLedger(quiet.database)).perSecond();
            long before = mixed.statements();

            Played all = play(site -> true, 1, new JdbcPaceLedger(mixed.database));

            assertThat(all.attempts()).isEqualTo(SITES);
            assertThat(all.perSecond()).isGreaterThanOrEqualTo(0.9 * good);
            assertThat(mixed.statements() - before).isLessThan(SITES / 20);
        }
    }

    @Test
    void manySitesShareAQueryAndEachIsPacedByItself() {
        Played played = play(site -> site < 5_000);

        assertThat(paces.calls).isLessThan(played.attempts() / 20);
        played.bySite().forEach((site, times) -> {
            assertThat(times).hasSize(EACH);
            for (int i = 1; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - 1), times.get(i)))
                        .isGreaterThanOrEqualTo(Duration.ofSeconds(3).minusMillis(250));
            }
        });
    }

    /** Lets every recipient of some sites have one attempt; what the room cannot use soon comes back in time. */
    private Played play(Predicate<Integer> sites) {
        return play(sites, EACH, new RememberedPaces());
    }

    private Played play(Predicate<Integer> sites, int mails, PaceLedger ledger) {
        clock.set(START);
        paces = new CountedPaces(ledger);
        var room = new WaitingRoom(orders, new SitePresence());
        var lessons = new Lessons(orders, paces, new MailboxRests(paces, clock), room, clock);
        var calendar = new PriorityQueue<Map.Entry<Instant, Due>>(Map.Entry.<Instant, Due>comparingByKey()
                .thenComparing(entry -> entry.getValue().row()));
        recipients(sites, mails).forEach(due -> calendar.add(Map.entry(START, due)));
        var underWay = new PriorityQueue<UnderWay>(Comparator.comparing(UnderWay::answeredAt)
                .thenComparing(each -> each.due().row()));
        var bySite = new HashMap<Integer, List<Instant>>();
        int attempts = 0;
        mailboxFree = START;
        while (!calendar.isEmpty() || room.inside() > 0) {
            Instant now = clock.instant();
            admit(room, calendar, now);
            List<PaceLedger.Wish> wishes = room.siteWishes(now);
            if (!wishes.isEmpty()) {
                room.grantSites(paces.take("haupt", wishes, orders.pace(), now), now);
            }
            grantMailbox(room, now);
            for (Optional<Due> next = room.next(now); next.isPresent(); next = room.next(now)) {
                int site = number(next.get().site());
                bySite.computeIfAbsent(site, each -> new ArrayList<>()).add(now);
                attempts++;
                underWay.add(new UnderWay(
                        next.get(),
                        DEFERRING_SITE.test(site) ? LATER : OK,
                        now.plus(SLOW_SITE.test(site) ? SLOW : QUICK)));
            }
            clock.set(next(room, calendar, underWay, now));
            while (!underWay.isEmpty() && !underWay.peek().answeredAt().isAfter(clock.instant())) {
                UnderWay ended = underWay.remove();
                lessons.from(ended.due(), ended.reply(), ReplyTable.standard().verdict(ended.reply()));
                room.ended(ended.due(), true, clock.instant());
            }
        }
        return new Played(attempts, Duration.between(START, clock.instant()), bySite);
    }

    private void grantMailbox(WaitingRoom room, Instant now) {
        for (Quota.Wish wish : room.mailboxWishes(now)) {
            Duration spacing = wish.limits().get(0).spacing();
            Instant from = mailboxFree.isBefore(now.minusMillis(100)) ? now.minusMillis(100) : mailboxFree;
            int free = from.isAfter(now)
                    ? 0
                    : 1 + (int) (Duration.between(from, now).toNanos() / spacing.toNanos());
            int granted = Math.min(wish.wanted(), free);
            mailboxFree = from.plus(spacing.multipliedBy(granted));
            room.grantMailbox(Map.of(wish.scope(), new Quota.Grant(granted, mailboxFree)));
        }
    }

    private static void admit(WaitingRoom room, PriorityQueue<Map.Entry<Instant, Due>> calendar, Instant now) {
        if (room.waiting() >= 200) {
            return;
        }
        var due = new ArrayList<Due>();
        while (due.size() < 1000
                && !calendar.isEmpty()
                && !calendar.peek().getKey().isAfter(now)) {
            due.add(calendar.remove().getValue());
        }
        if (!due.isEmpty()) {
            room.admit(due);
            room.takeOutAllLaterThan(Duration.ofSeconds(60), now)
                    .forEach((each, at) -> calendar.add(Map.entry(at, each)));
        }
    }

    private static Instant next(
            WaitingRoom room,
            PriorityQueue<Map.Entry<Instant, Due>> calendar,
            PriorityQueue<UnderWay> underWay,
            Instant now) {
        Instant first = room.readyAt();
        if (!underWay.isEmpty() && underWay.peek().answeredAt().isBefore(first)) {
            first = underWay.peek().answeredAt();
        }
        if (!calendar.isEmpty() && calendar.peek().getKey().isBefore(first)) {
            first = calendar.peek().getKey();
        }
        return first.isAfter(now) ? first : now.plusMillis(1);
    }

    private static List<Due> recipients(Predicate<Integer> sites, int mails) {
        return IntStream.range(0, mails * SITES)
                .filter(row -> sites.test(row % SITES))
                .mapToObj(row -> {
                    String site = "s" + row % SITES + ".example";
                    return new Due(
                            row,
                            RecipientState.QUEUED,
                            Address.of("k@" + site),
                            "",
                            List.of(),
                            0,
                            Optional.empty(),
                            site);
                })
                .toList();
    }

    private static int number(String site) {
        return Integer.parseInt(site.substring(1, site.indexOf('.')));
    }

    /** Counts how often the ledger is asked. */
    private static final class CountedPaces implements PaceLedger {
        private final PaceLedger paces;
        private int calls;

        CountedPaces(PaceLedger paces) {
            this.paces = paces;
        }

        @Override
        public Map<String, Turns> take(String mailbox, List<Wish> wishes, PaceSettings settings, Instant now) {
            calls++;
            return paces.take(mailbox, wishes, settings, now);
        }

        @Override
        public SitePace learn(
                String mailbox, String site, java.util.function.UnaryOperator<SitePace> lesson, Instant now) {
            return paces.learn(mailbox, site, lesson, now);
        }

        @Override
        public SitePace site(String mailbox, String site) {
            return paces.site(mailbox, site);
        }

        @Override
        public java.util.Set<String> mailboxes() {
            return paces.mailboxes();
        }

        @Override
        public Map<String, SitePace> sites(String mailbox) {
            return paces.sites(mailbox);
        }

        @Override
        public Map<String, String> restsThatEnded(String mailbox, Instant after, Instant atTheLatest) {
            return paces.restsThatEnded(mailbox, after, atTheLatest);
        }

        @Override
        public int forget(String mailbox, Optional<String> site) {
            return paces.forget(mailbox, site);
        }

        @Override
        public Optional<sendepostfach.pacing.MailboxPause> pause(String mailbox) {
            return paces.pause(mailbox);
        }

        @Override
        public void pause(String mailbox, sendepostfach.pacing.MailboxPause pause) {
            paces.pause(mailbox, pause);
        }

        @Override
        public void resume(String mailbox) {
            paces.resume(mailbox);
        }
    }
}
