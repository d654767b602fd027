package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Limit;
import sendepostfach.pacing.Quota;

class JdbcQuotaTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final List<Limit> LIMITS = List.of(Limit.parse("30/min"), Limit.parse("100/5min"));
    private static final String MAILBOX = "mailbox:haupt";

    @Test
    void noWindowHoldsMoreThanTheLimitAsTheServerCountsOnH2() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            check(ledger);
        }
    }

    @Test
    void noWindowHoldsMoreThanTheLimitAsTheServerCountsOnMySql() throws Exception {
        try (TestLedger ledger = TestLedger.onMySql()) {
            check(ledger);
        }
    }

    /** Two holders send as much as they may, with turns of random length, and a restart of the program in the middle. */
    private static void check(TestLedger ledger) {
        var random = new Random(1);
        var server = new ArrayList<Instant>();
        Instant now = START;
        Instant end = START.plus(Duration.ofMinutes(20));
        Quota quota = new JdbcQuota(ledger.database);
        int turn = 0;
        while (now.isBefore(end)) {
            if (turn++ == 400) {
                quota = new JdbcQuota(ledger.database);
            }
            String holder = "process-" + turn % 2;
            Quota.Grant grant = Objects.requireNonNull(
                    quota.take(holder, List.of(new Quota.Wish(MAILBOX, LIMITS, 1 + random.nextInt(4))), now)
                            .get(MAILBOX));
            Instant ended = now.plusMillis(random.nextInt(900));
            var sent = new ArrayList<Instant>();
            for (int i = 0; i < grant.granted(); i++) {
                // the server counts at some moment between leave and reply
                server.add(now.plusMillis(
                        random.nextInt(1 + (int) Duration.between(now, ended).toMillis())));
                sent.add(ended);
            }
            if (grant.granted() > 0) {
                quota.settle(holder, List.of(new Quota.Ended(MAILBOX, LIMITS, sent, 0)));
            }
            now = grant.granted() == 0 && grant.more().isAfter(ended) ? grant.more() : ended.plusMillis(1);
        }
        server.sort(null);
        for (Limit limit : LIMITS) {
            assertThat(mostInAnyWindow(server, limit.per())).as("%s", limit).isLessThanOrEqualTo(limit.count());
        }
        // the five-minute limit binds: 100 in each of four windows
        assertThat(server.size()).isGreaterThanOrEqualTo(380);
    }

    private static int mostInAnyWindow(List<Instant> times, Duration per) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (!times.get(first).plus(per).isAfter(times.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Test
    void leaveThatIsHandedBackUnusedCanBeTakenAgain() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            var quota = new JdbcQuota(ledger.database);
            var all = List.of(new Quota.Wish(MAILBOX, LIMITS, 30));
            assertThat(granted(quota.take("a", all, START))).isEqualTo(30);
            assertThat(granted(quota.take("b", all, START))).isZero();

            quota.settle("a", List.of(new Quota.Ended(MAILBOX, LIMITS, List.of(), 10)));

            assertThat(granted(quota.take("b", all, START))).isEqualTo(10);
        }
    }

    @Test
    void aClockThatIsSetBackGivesNoLeaveTwiceAndADayAsleepGivesNoMoreThanOneWindows() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            var quota = new JdbcQuota(ledger.database);
            var all = List.of(new Quota.Wish(MAILBOX, LIMITS, 500));
            assertThat(granted(quota.take("a", all, START))).isEqualTo(30);
            quota.settle("a", List.of(new Quota.Ended(MAILBOX, LIMITS, Collections.nCopies(30, START), 0)));

            assertThat(granted(quota.take("a", all, START.minus(Duration.ofHours(1)))))
                    .isZero();
            assertThat(granted(quota.take("a", all, START.plus(Duration.ofDays(1)))))
                    .isEqualTo(30);
        }
    }

    @Test
    void theLeaveOfADeadRunCountsForAWindowAndNoLonger() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            var quota = new JdbcQuota(ledger.database);
            var all = List.of(new Quota.Wish(MAILBOX, List.of(Limit.parse("30/min")), 30));
            quota.take("dead/7/1/1", all, START);

            quota.inherit("/7/1/", MAILBOX, List.of(Limit.parse("30/min")), START.plusSeconds(30));

            assertThat(granted(quota.take("alive/7/1/2", all, START.plusSeconds(89))))
                    .isZero();
            assertThat(granted(quota.take("alive/7/1/2", all, START.plusSeconds(91))))
                    .isEqualTo(30);
        }
    }

    private static int granted(Map<String, Quota.Grant> grants) {
        return Objects.requireNonNull(grants.get(MAILBOX)).granted();
    }

    @Test
    void whatADeadRunHeldCountsAsSentFromItsTakeoverOnAndBlocksNobodyForLonger() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            Quota quota = new JdbcQuota(ledger.database);
            var wish = List.of(new Quota.Wish(MAILBOX, LIMITS, 30));
            assertThat(granted(quota.take("1@host/5/2/1", wish, START))).isEqualTo(30);
            Instant takeover = START.plusSeconds(40);
            assertThat(granted(quota.take("2@host/5/3/9", wish, takeover))).isZero();

            quota.inherit("/5/2/", MAILBOX, LIMITS, takeover);

            assertThat(granted(quota.take("2@host/5/2/2", wish, takeover.plusSeconds(59))))
                    .isZero();
            assertThat(granted(quota.take("2@host/5/2/2", wish, takeover.plusSeconds(61))))
                    .isEqualTo(30);
        }
    }

    @Test
    void holdersThatAskAtTheSameMomentDoNotGetTheSameLeaveOnH2() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            checkAtTheSameMoment(ledger);
        }
    }

    @Test
    void holdersThatAskAtTheSameMomentDoNotGetTheSameLeaveOnMySql() throws Exception {
        try (TestLedger ledger = TestLedger.onMySql()) {
            checkAtTheSameMoment(ledger);
        }
    }

    /** A mail is under way while it is held; whatever order the holders come in, the limit is never exceeded. */
    private static void checkAtTheSameMoment(TestLedger ledger) throws Exception {
        List<Limit> limit = List.of(Limit.parse("20/hour"));
        for (int round = 0; round < 3; round++) {
            var quota = new JdbcQuota(ledger.database);
            String scope = MAILBOX + round;
            var wish = List.of(new Quota.Wish(scope, limit, 3));
            var all = new AtomicInteger();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 6; i++) {
                String holder = "process/1/" + i + "/1";
                threads.add(new Thread(() -> {
                    for (int turn = 0; turn < 10; turn++) {
                        int granted = Objects.requireNonNull(
                                        quota.take(holder, wish, START).get(scope))
                                .granted();
                        all.addAndGet(granted);
                        if (granted > 0) {
                            var sent = Collections.nCopies(granted, START);
                            quota.settle(holder, List.of(new Quota.Ended(scope, limit, sent, 0)));
                        }
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(all).hasValue(20);
        }
    }
}
