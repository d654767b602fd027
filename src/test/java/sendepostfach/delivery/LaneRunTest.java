package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.Steering;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.ledger.JdbcDeliveryLedger;
import sendepostfach.ledger.JdbcPaceLedger;
import sendepostfach.ledger.JdbcQuota;
import sendepostfach.ledger.JdbcReportLedger;
import sendepostfach.ledger.JdbcSteering;
import sendepostfach.ledger.JdbcSuppressionList;
import sendepostfach.ledger.TestLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.reply.ReplyTable;
import sendepostfach.suppression.Target;

/** Runs of lanes on a real ledger, with a server that is a function and a clock that is set. */
class LaneRunTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofDays(5);
    private static final int GOOD = 1;
    private static final int BAD = 2;

    private final TestLedger ledger = TestLedger.onH2();
    private final SettableClock clock = new SettableClock(START);
    private final List<String> seen = new ArrayList<>();
    private final Map<String, Instant> firstSeen = new HashMap<>();
    private MailSource mails = due -> new MailSource.Outgoing(
            new Envelope("news@probe.example", due.address(), "id." + due.row(), false), new byte[0]);
    private Executor executor = Runnable::run;

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void aLaneWhoseServerAlwaysPutsOffExpiresAtTheWindowsEndWhileOthersFinish() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 3, "schlecht.example", 2));
        Function<Envelope, Reply> server =
                envelope -> envelope.recipient().domain().equals("gut.example")
                        ? Reply.parse(Phase.BODY, "250 2.0.0 Ok")
                        : Reply.parse(Phase.RCPT, "451 4.3.0 Temporary lookup failure");

        assertThat(run(campaign, GOOD, server)).isInstanceOf(LaneResult.Done.class);
        LaneResult result = run(campaign, BAD, server);
        int runs = 1;
        while (result instanceof LaneResult.Deferred deferred) {
            clock.set(deferred.nextRun());
            result = run(campaign, BAD, server);
            runs++;
        }

        assertThat(result).isInstanceOf(LaneResult.Done.class);
        // each one's window runs from its own first attempt
        var late = new ArrayList<Duration>();
        new JdbcReportLedger(ledger.database).recipients(campaign.id(), row -> {
            if (row.state() == RecipientState.EXPIRED) {
                Instant first = Objects.requireNonNull(firstSeen.get(row.address()));
                late.add(Duration.between(first.plus(WINDOW), row.changedAt()));
            }
        });
        assertThat(late).hasSize(2).allSatisfy(by -> assertThat(by).isBetween(Duration.ZERO, Duration.ofSeconds(1)));
        assertThat(runs).isGreaterThan(20);
        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.ACCEPTED, 3));
        assertThat(states(campaign, BAD)).isEqualTo(Map.of(RecipientState.EXPIRED, 2));
        assertThat(ledger.campaigns.lanes(campaign.id()))
                .allMatch(lane ->
                        lane.state() == LaneState.DONE && lane.leaseUntil().isEmpty());
    }

    @Test
    void whomTheServerDoesNotKnowNoCampaignWritesToAgain() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 2));

        LaneResult result = run(
                campaign,
                GOOD,
                envelope -> envelope.recipient().localPart().equals("k0")
                        ? Reply.parse(Phase.RCPT, "550 5.1.1 User unknown")
                        : Reply.parse(Phase.BODY, "250 2.0.0 Ok"));

        assertThat(result).isInstanceOf(LaneResult.Done.class);
        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.ACCEPTED, 1, RecipientState.REFUSED, 1));
        assertThat(new JdbcSuppressionList(ledger.database).latest(9))
                .extracting(entry -> entry.target().orElseThrow())
                .containsExactly(Target.of(Address.of("k0@gut.example")));
    }

    @Test
    void theMailboxesLimitPausesTheLaneAndCostsNoAttempt() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 3));

        LaneResult result = run(
                campaign, GOOD, envelope -> Reply.parse(Phase.MAIL, "450 4.7.1 Error: too much mail from 192.0.2.1"));

        assertThat(result).isInstanceOf(LaneResult.Deferred.class);
        assertThat(seen).hasSize(1);
        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.QUEUED, 3));
        assertThat(result.next()).contains(START.plus(Duration.ofMinutes(1)));
        assertThat(run(campaign, GOOD, envelope -> Reply.parse(Phase.BODY, "250 Ok")))
                .isInstanceOf(LaneResult.Deferred.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void aBlockIsAlarmedOnceWhicheverLaneHearsItFirst() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 1, "schlecht.example", 2));
        String blocked = "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org";
        var alarms = new ListAppender<ILoggingEvent>();
        alarms.start();
        var log = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Lessons.class);
        log.addAppender(alarms);
        try {
            run(campaign, BAD, envelope -> Reply.parse(Phase.RCPT, blocked));
            assertThat(alarms.list)
                    .singleElement()
                    .asString()
                    .contains("schlecht.example does not take mail from mailbox haupt until");

            // while this one's mail is under way, a lane of another campaign is told
            run(campaign, GOOD, envelope -> {
                new JdbcPaceLedger(ledger.database)
                        .learn(
                                "haupt",
                                "gut.example",
                                pace -> pace.afterBlocked(START, Optional.empty(), blocked, PaceSettings.STANDARD),
                                START);
                return Reply.parse(Phase.RCPT, blocked);
            });
            assertThat(seen).hasSize(2);
            assertThat(alarms.list).hasSize(1);
        } finally {
            log.detachAppender(alarms);
        }
    }

    @Test
    void aLaneGivesUpOnlyWhenNothingCouldBeTriedForAWholeWindow() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 2));
        Reply quota = Reply.parse(Phase.MAIL, "450 4.7.1 Error: too much mail from 192.0.2.1");
        Function<Envelope, Reply> onlyTheFirst = envelope ->
                envelope.id().endsWith(".1") ? Reply.parse(Phase.RCPT, "451 4.3.0 Temporary lookup failure") : quota;
        run(campaign, GOOD, onlyTheFirst);
        clock.set(START.plus(Duration.ofDays(1)));
        Instant tried = run(campaign, GOOD, onlyTheFirst).next().orElseThrow();
        clock.set(tried);
        run(campaign, GOOD, onlyTheFirst);
        assertThat(seen).filteredOn("k0@gut.example"::equals).hasSize(2);

        clock.set(START.plus(WINDOW).plusSeconds(60));
        run(campaign, GOOD, envelope -> quota);
        assertThat(states(campaign, GOOD)).containsEntry(RecipientState.QUEUED, 1);

        clock.set(tried.plus(WINDOW).plusSeconds(60));
        run(campaign, GOOD, envelope -> quota);
        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.EXPIRED, 2));
    }

    @Test
    void aWrongLoginHaltsTheLaneUntilAnOperatorActs() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 3));

        LaneResult result = run(
                campaign,
                GOOD,
                new SendingMailbox.Borrowed.Failed(Reply.parse(Phase.AUTH, "535 5.7.8 Error: authentication failed")));

        assertThat(result).isInstanceOf(LaneResult.Halted.class);
        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.QUEUED, 3));
    }

    @Test
    void whatADeadRunHadClaimedIsUncertainAndIsNotSentAgain() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 3));
        var delivery = new JdbcDeliveryLedger(ledger.database);
        LaneLease dead = delivery.open(campaign.id(), GOOD, "dead", UncertainPolicy.HOLD, LEASE, clock.instant())
                .orElseThrow();
        assertThat(delivery.claim(dead, delivery.due(dead, clock.instant(), 1), clock.instant()))
                .containsExactly(1);
        Function<Envelope, Reply> server = envelope -> Reply.parse(Phase.BODY, "250 Ok");

        assertThat(run(campaign, GOOD, server)).isInstanceOf(LaneResult.Busy.class);
        clock.set(START.plus(LEASE));
        assertThat(run(campaign, GOOD, server)).isInstanceOf(LaneResult.Done.class);

        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.ACCEPTED, 2, RecipientState.UNCERTAIN, 1));
        assertThat(seen).containsExactlyInAnyOrder("k1@gut.example", "k2@gut.example");
        // the dead one comes back to life: what it holds has been taken over
        assertThat(delivery.claim(dead, List.of(), clock.instant())).isEmpty();
        assertThat(delivery.renew(dead, LEASE, clock.instant())).isFalse();
    }

    @Test
    void aMailThatCannotBeMadeLeavesNoClaim() {
        CampaignEntry campaign = campaign(Map.of("gut.example", 3));
        mails = due -> {
            throw new IllegalStateException("the template is too long");
        };
        executor = new WhenTheOneWhoAsksWaits();

        assertThatThrownBy(() -> run(campaign, GOOD, envelope -> Reply.parse(Phase.BODY, "250 Ok")))
                .hasMessage("the template is too long");

        assertThat(seen).isEmpty();
        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.QUEUED, 3));
    }

    @Test
    void aMachineThatSleptForADayGoesOnWhereItStoodAndAtTheSitesRate() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 10));
        var sentAt = new ArrayList<Instant>();
        Function<Envelope, Reply> server = envelope -> {
            sentAt.add(clock.instant());
            if (sentAt.size() == 3) {
                clock.set(clock.instant().plus(Duration.ofDays(1)));
            }
            return Reply.parse(Phase.BODY, "250 Ok");
        };

        assertThat(run(campaign, GOOD, server)).isInstanceOf(LaneResult.Done.class);

        assertThat(seen).hasSize(10).doesNotHaveDuplicates();
        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.ACCEPTED, 10));
        // the turns of a whole day are not made up for
        Duration sincePowerOn = Duration.between(sentAt.get(3), sentAt.get(9));
        assertThat(sincePowerOn).isGreaterThanOrEqualTo(Duration.ofMillis(5_800));
    }

    @Test
    void aClockThatIsSetBackAnHourNeitherStopsALaneNorSendsTwice() throws Exception {
        CampaignEntry campaign = campaign(Map.of("gut.example", 10));
        Function<Envelope, Reply> server = envelope -> {
            if (seen.size() == 3) {
                clock.set(clock.instant().minus(Duration.ofHours(1)));
            }
            return Reply.parse(Phase.BODY, "250 Ok");
        };

        LaneResult result = run(campaign, GOOD, server);
        int runs = 1;
        while (result instanceof LaneResult.Deferred deferred && runs < 10) {
            clock.set(deferred.nextRun());
            result = run(campaign, GOOD, server);
            runs++;
        }

        assertThat(result).isInstanceOf(LaneResult.Done.class);
        assertThat(seen).hasSize(10).doesNotHaveDuplicates();
        assertThat(states(campaign, GOOD)).isEqualTo(Map.of(RecipientState.ACCEPTED, 10));
    }

    @Test
    void theSameRefusalOfTheMailAtSeveralSitesStopsTheCampaign() throws Exception {
        var domains = new LinkedHashMap<String, Integer>();
        List.of("a.example", "b.example", "c.example").forEach(domain -> domains.put(domain, 2));
        CampaignEntry campaign = campaign(domains);
        Function<Envelope, Reply> server =
                envelope -> Reply.parse(Phase.BODY, "554 5.7.1 This message has been rejected: virus found");

        for (int lane = 1; lane <= 3; lane++) {
            run(campaign, lane, server);
        }

        CampaignEntry stopped = ledger.campaigns.get(campaign.id());
        assertThat(stopped.state()).isEqualTo(CampaignState.STOPPED);
        assertThat(stopped.reason()).contains("stopped after 5 refusals for content at 3 sites; 0 of 6 sent");
        assertThat(seen).hasSize(5);

        // an operator lets it go on: what was refused before is decided, and one further refusal does not stop it again
        clock.set(START.plusSeconds(3600));
        new JdbcSteering(ledger.database)
                .resume(
                        new Steering.Selection(campaign.id(), Optional.empty(), Optional.empty()),
                        clock.instant(),
                        false);
        run(campaign, 3, server);
        assertThat(seen).hasSize(6);
        assertThat(ledger.campaigns.get(campaign.id()).state()).isEqualTo(CampaignState.RUNNING);
    }

    @Test
    void aMailThatIsOnlyPutOffForItsContentStopsNothing() throws Exception {
        var domains = new LinkedHashMap<String, Integer>();
        List.of("a.example", "b.example", "c.example").forEach(domain -> domains.put(domain, 4));
        CampaignEntry campaign = campaign(domains);

        for (int lane = 1; lane <= 3; lane++) {
            run(
                    campaign,
                    lane,
                    envelope -> Reply.parse(Phase.BODY, "451 4.7.1 Message looks like spam, try again later"));
            assertThat(states(campaign, lane)).isEqualTo(Map.of(RecipientState.DEFERRED, 4));
        }

        assertThat(ledger.campaigns.get(campaign.id()).state()).isEqualTo(CampaignState.RUNNING);
    }

    /** Else a run that is only to go as far as it can now would last as long as rests follow one another. */
    @Test
    @Timeout(60)
    void aBundleWhoseSitesAllRestEndsItsRunThoughTheRestsAreShort() throws Exception {
        CampaignEntry campaign = campaign(Map.of("eilig.example", 4));
        ledger.mixLanes();

        LaneResult result = run(
                campaign,
                GOOD,
                envelope -> Reply.parse(Phase.RCPT, "450 4.7.0 Rate limit reached, try again in 20 seconds"));

        assertThat(seen).hasSize(1);
        assertThat(result).isInstanceOfSatisfying(LaneResult.Deferred.class, deferred -> assertThat(deferred.nextRun())
                .isBetween(START.plusSeconds(20), START.plusSeconds(22)));
    }

    private CampaignEntry campaign(Map<String, Integer> domains) {
        var sorted = new TreeMap<>(domains);
        return ledger.running(sorted, START);
    }

    private Map<RecipientState, Integer> states(CampaignEntry campaign, int lane) {
        return ledger.campaigns.tally(campaign.id()).getOrDefault(lane, Map.of());
    }

    private LaneResult run(CampaignEntry campaign, int lane, Function<Envelope, Reply> server)
            throws InterruptedException {
        var connection = new SendingMailbox.Connection() {
            @Override
            public Reply send(Envelope envelope, byte[] mail) {
                seen.add(envelope.recipient().toString());
                firstSeen.putIfAbsent(envelope.recipient().toString(), clock.instant());
                return server.apply(envelope);
            }

            @Override
            public void close() {}
        };
        return run(campaign, lane, new SendingMailbox.Borrowed.Ready(connection));
    }

    private LaneResult run(CampaignEntry campaign, int lane, SendingMailbox.Borrowed borrowed)
            throws InterruptedException {
        var orders = new LaneOrders(
                "haupt",
                1,
                List.of(),
                site -> new SiteRules(Limit.parse("60/min"), 1, 10),
                PaceSettings.STANDARD,
                RetrySchedule.DEFAULT,
                WINDOW,
                SendingHours.always(),
                UncertainPolicy.HOLD,
                START,
                Optional.of(SoftBounces.DEFAULT));
        var parts = new Turn.Parts(mails, () -> borrowed, ReplyTable.standard()::verdict, new Random(1));
        return new LaneRun(
                        new JdbcDeliveryLedger(ledger.database),
                        new JdbcQuota(ledger.database),
                        new JdbcPaceLedger(ledger.database),
                        orders,
                        parts,
                        executor,
                        clock,
                        (monitor, until) -> clock.set(until.isAfter(clock.instant()) ? until : clock.instant()),
                        () -> false,
                        LEASE)
                .run(campaign.id(), lane, "process");
    }

    /** Runs turns at once, and what they hand in to the ledger only when they have nothing left to do but wait for it. */
    private static final class WhenTheOneWhoAsksWaits implements Executor {
        private boolean inATurn;

        @Override
        public void execute(Runnable task) {
            if (!inATurn) {
                inATurn = true;
                task.run();
                inATurn = false;
                return;
            }
            Thread asks = Thread.currentThread();
            new Thread(() -> {
                        while (asks.getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                        }
                        task.run();
                    })
                    .start();
        }
    }
}
