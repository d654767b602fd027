package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.ledger.JdbcPaceLedger;
import sendepostfach.ledger.JdbcQuota;
import sendepostfach.ledger.TestLedger;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.pacing.Quota;

/** A mailbox's limits over three lanes of two campaigns, with a kill and a restart in the middle, as the server counts. */
class MailboxLimitTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Instant END = START.plus(Duration.ofMinutes(30));
    private static final List<Limit> LIMITS = List.of(Limit.parse("40/min"), Limit.parse("300/10min"));
    private static final Instant KILLED = START.plus(Duration.ofMinutes(14));

    private final Random random = new Random(1);
    private final List<Instant> server = new ArrayList<>();

    private record UnderWay(Lane lane, Due due, Instant answeredAt) {}

    private static final class Lane {
        private final String lane;
        private final WaitingRoom room = new WaitingRoom(
                new LaneOrders(
                        "haupt",
                        5,
                        LIMITS,
                        site -> new SiteRules(Limit.parse("600/min"), 5, 50),
                        PaceSettings.STANDARD,
                        RetrySchedule.DEFAULT,
                        Duration.ofDays(5),
                        SendingHours.always(),
                        UncertainPolicy.HOLD,
                        START,
                        Optional.empty()),
                new SitePresence());
        private final String holder;
        private final String site;
        private int rows;

        Lane(String lane, int run, String site) {
            this.lane = lane;
            this.holder = "process" + lane + run;
            this.site = site;
        }

        void admit() {
            var due = new ArrayList<Due>();
            while (room.waiting() + due.size() < 50) {
                due.add(new Due(
                        rows++,
                        RecipientState.QUEUED,
                        Address.of("k@" + site),
                        "",
                        List.of(),
                        0,
                        Optional.empty(),
                        site));
            }
            room.admit(due);
        }
    }

    @Test
    void noWindowHoldsMoreThanAnyLimitAndNearlyAllOfThemIsUsedOnH2() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            check(ledger);
        }
    }

    @Test
    void noWindowHoldsMoreThanAnyLimitAndNearlyAllOfThemIsUsedOnMySql() throws Exception {
        try (TestLedger ledger = TestLedger.onMySql()) {
            check(ledger);
        }
    }

    private void check(TestLedger ledger) {
        play(ledger);
        server.sort(null);
        for (Limit limit : LIMITS) {
            assertThat(mostInAnyWindow(limit.per())).as("%s", limit).isLessThanOrEqualTo(limit.count());
        }
        // the ten-minute limit binds: three windows of it in half an hour
        assertThat(server.size()).isGreaterThanOrEqualTo((int) (0.95 * 3 * 300));
    }

    private void play(TestLedger ledger) {
        List<Lane> lanes = lanes(1);
        Quota quota = new JdbcQuota(ledger.database);
        PaceLedger paces = new JdbcPaceLedger(ledger.database);
        var underWay = new PriorityQueue<UnderWay>(Comparator.comparing(UnderWay::answeredAt)
                .thenComparing(each -> each.due().row()));
        boolean killed = false;
        Instant now = START;
        while (now.isBefore(END)) {
            if (!killed && !now.isBefore(KILLED)) {
                // nobody hears the answers to what was under way, nor hands back the leave
                killed = true;
                // its right ends by itself, and only then another run begins
                now = now.plus(Duration.ofSeconds(30));
                underWay.clear();
                lanes = lanes(2);
                quota = new JdbcQuota(ledger.database);
                for (Lane lane : lanes) {
                    quota.inherit(lane.lane, "mailbox:haupt", LIMITS, now);
                }
            }
            Instant next = END;
            for (Lane lane : lanes) {
                send(lane, quota, paces, underWay, now);
                next = lane.room.readyAt().isBefore(next) ? lane.room.readyAt() : next;
            }
            if (!underWay.isEmpty() && underWay.peek().answeredAt().isBefore(next)) {
                next = underWay.peek().answeredAt();
            }
            now = next.isAfter(now) ? next : now.plusMillis(1);
            while (!underWay.isEmpty() && !underWay.peek().answeredAt().isAfter(now)) {
                UnderWay ended = underWay.remove();
                ended.lane().room.ended(ended.due(), true, ended.answeredAt());
            }
        }
    }

    private static List<Lane> lanes(int run) {
        return List.of(
                new Lane("/1/1/", run, "a.example"),
                new Lane("/1/2/", run, "b.example"),
                new Lane("/2/1/", run, "a.example"));
    }

    private void send(Lane lane, Quota quota, PaceLedger paces, PriorityQueue<UnderWay> underWay, Instant now) {
        lane.admit();
        List<PaceLedger.Wish> sites = lane.room.siteWishes(now);
        if (!sites.isEmpty()) {
            lane.room.grantSites(paces.take("haupt", sites, PaceSettings.STANDARD, now), now);
        }
        List<Quota.Wish> mailbox = lane.room.mailboxWishes(now);
        if (!mailbox.isEmpty()) {
            quota.settle(lane.holder, lane.room.takeEnded(false));
            lane.room.grantMailbox(quota.take(lane.holder, mailbox, now));
        }
        for (Optional<Due> due = lane.room.next(now); due.isPresent(); due = lane.room.next(now)) {
            int latency = 20 + random.nextInt(900);
            server.add(now.plusMillis(random.nextInt(latency)));
            underWay.add(new UnderWay(lane, due.get(), now.plusMillis(latency)));
        }
    }

    private int mostInAnyWindow(Duration per) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < server.size(); last++) {
            while (!server.get(first).plus(per).isAfter(server.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
