package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.pacing.Quota;

/**
 * Real deadlocks and lost connections on MySQL, in the middle of the one transaction that keeps what became of some mails and
 * claims the next: it is done again, as a whole, and counts once.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PassingTroubleTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Instant NEXT = START.plusSeconds(1);
    private static final int LANE = 1;
    private static final int RECIPIENTS = 30;

    private final TestLedger ledger = TestLedger.onMySql();
    private final CampaignEntry campaign = ledger.running(Map.of("gut.example", RECIPIENTS), START);
    private final CountedEnds transactions =
            new CountedEnds(Objects.requireNonNull(ledger.database.jdbc.getDataSource()));
    private final List<SQLException> faults = new CopyOnWriteArrayList<>();
    private final JdbcDeliveryLedger delivery =
            new JdbcDeliveryLedger(database(), Clock.systemUTC(), (monitor, until) -> monitor.wait(20));
    private final LaneLease lease = delivery.open(
                    campaign.id(), LANE, "process", UncertainPolicy.HOLD, Duration.ofMinutes(5), START)
            .orElseThrow();
    private List<Due> due = List.of();
    private Connection other;

    PassingTroubleTest() throws SQLException {
        other = connection();
    }

    @BeforeEach
    void claimTen() {
        due = delivery.due(lease, START, RECIPIENTS);
        assertThat(delivery.claim(lease, due.subList(0, 10), START)).hasSize(10);
    }

    @AfterEach
    void close() throws SQLException {
        other.close();
        ledger.close();
    }

    @Test
    void aGroupOfOutcomesAndClaimsThatIsTheVictimOfADeadlockIsWrittenAgainAndCountsOnce() throws Exception {
        makeTheOtherTheLastToBeRolledBack();
        lockTheTally();
        var written = CompletableFuture.supplyAsync(this::recordTheFirstTenAndClaimTheNext);
        awaitUntilTheGroupHoldsItsRows();

        // the group holds its rows and wants the tally, the other holds the tally and wants one of the rows
        execute("UPDATE recipient SET changed_at = changed_at + 1 WHERE campaign_id = " + campaign.id()
                + " AND row_no = " + due.get(0).row());

        Awaitility.await().until(() -> transactions.undone.get() > 0);
        assertThat(faults).singleElement().asString().contains("Deadlock found");
        other.rollback();
        assertThat(written.get()).hasSize(10);
        assertThatEachCountsOnce();
    }

    @Test
    void aGroupWhoseConnectionIsLostBeforeItsCommitIsWrittenAgainOnAnother() throws Exception {
        lockTheTally();
        var written = CompletableFuture.supplyAsync(this::recordTheFirstTenAndClaimTheNext);
        awaitUntilTheGroupHoldsItsRows();

        killWhoeverWaitsForTheTally();
        Awaitility.await().until(() -> transactions.undone.get() > 0);
        other.rollback();

        assertThat(written.get()).hasSize(10);
        assertThatEachCountsOnce();
    }

    @Test
    void aCommitOfWhichNobodyHeardIsWrittenAgainAndCountsOnce() {
        transactions.silent.set(2);

        assertThat(recordTheFirstTenAndClaimTheNext()).hasSize(10);

        assertThat(transactions.silent).as("two commits were not heard of").hasValue(0);
        assertThatEachCountsOnce();
    }

    @Test
    void leaveOfAMailboxIsAskedForAgainAfterADeadlock() throws Exception {
        var quota = new JdbcQuota(database());
        var limits = List.of(Limit.parse("100/min"));
        assertThat(granted(quota, "first", 5)).isEqualTo(5);
        makeTheOtherTheLastToBeRolledBack();
        // the asker locks the mailbox and wants its own hold; the other has that, and wants the mailbox
        execute("SELECT n FROM quota_hold WHERE scope = 'mailbox:haupt' AND holder = 'first' FOR UPDATE");
        var settled = CompletableFuture.runAsync(() -> quota.settle(
                "first", List.of(new Quota.Ended("mailbox:haupt", limits, Collections.nCopies(5, START), 0))));
        awaitUntilIsLocked("SELECT scope FROM quota_scope WHERE scope = 'mailbox:haupt'");

        execute("SELECT scope FROM quota_scope WHERE scope = 'mailbox:haupt' FOR UPDATE");

        Awaitility.await().until(() -> transactions.undone.get() > 0);
        other.rollback();
        settled.get();
        assertThat(faults).singleElement().asString().contains("Deadlock found");
        assertThat(granted(quota, "second", 100)).isEqualTo(95);
    }

    private static int granted(Quota quota, String holder, int wanted) {
        var wish = new Quota.Wish("mailbox:haupt", List.of(Limit.parse("100/min")), wanted);
        return Objects.requireNonNull(quota.take(holder, List.of(wish), START).get("mailbox:haupt"))
                .granted();
    }

    /** One that keeps what it was refused, and why. */
    private Database database() {
        var database = new Database(transactions.source(), transactions);
        SQLExceptionTranslator usual = database.jdbc.getExceptionTranslator();
        database.jdbc.setExceptionTranslator((task, sql, fault) -> {
            faults.add(fault);
            return usual.translate(task, sql, fault);
        });
        return database;
    }

    private Set<Integer> recordTheFirstTenAndClaimTheNext() {
        List<Outcome> accepted = due.subList(0, 10).stream()
                .map(each -> new Outcome(
                        each.row(),
                        RecipientState.ACCEPTED,
                        1,
                        Optional.of(START),
                        Optional.empty(),
                        NEXT,
                        Optional.empty()))
                .toList();
        return delivery.recordAndClaim(lease, accepted, due.subList(10, 20), NEXT);
    }

    private void assertThatEachCountsOnce() {
        var expected = Map.of(RecipientState.ACCEPTED, 10, RecipientState.CLAIMED, 10, RecipientState.QUEUED, 10);
        assertThat(ledger.campaigns.tally(campaign.id()).get(LANE)).containsAllEntriesOf(expected);
        Map<RecipientState, Integer> rows =
                EnumSet.allOf(RecipientState.class).stream().collect(Collectors.toMap(state -> state, this::rows));
        rows.values().removeIf(n -> n == 0);
        assertThat(rows).isEqualTo(expected);
        assertThat(ledger.attempts(campaign)).as("attempts").isEqualTo(10);
    }

    private int rows(RecipientState state) {
        return Objects.requireNonNull(ledger.database.jdbc.queryForObject(
                "SELECT COUNT(*) FROM recipient WHERE state = ?", Integer.class, state.name()));
    }

    /** MySQL rolls back the transaction that has changed fewer rows. */
    private void makeTheOtherTheLastToBeRolledBack() throws SQLException {
        String some = String.join(",", Collections.nCopies(200, "(UUID())"));
        execute("INSERT INTO quota_scope (scope) VALUES " + some);
    }

    private void lockTheTally() throws SQLException {
        execute("SELECT n FROM tally WHERE campaign_id = " + campaign.id() + " AND lane_no = " + LANE + " FOR UPDATE");
    }

    private void awaitUntilTheGroupHoldsItsRows() {
        // the claims are the last that it writes before the tally
        awaitUntilIsLocked("SELECT row_no FROM recipient WHERE campaign_id = " + campaign.id() + " AND row_no = "
                + due.get(19).row());
    }

    private void awaitUntilIsLocked(String row) {
        Awaitility.await().until(() -> {
            try (Connection looking = connection();
                    var statement = looking.createStatement();
                    var free = statement.executeQuery(row + " FOR UPDATE SKIP LOCKED")) {
                return !free.next();
            }
        });
    }

    private void killWhoeverWaitsForTheTally() {
        Awaitility.await().until(() -> {
            try (Connection killing = connection();
                    var statement = killing.createStatement()) {
                long id = 0;
                try (var waiting = statement.executeQuery("SELECT id FROM information_schema.processlist"
                        + " WHERE db = DATABASE() AND info LIKE 'INSERT INTO tally%'")) {
                    id = waiting.next() ? waiting.getLong(1) : 0;
                }
                return id > 0 && statement.executeUpdate("KILL CONNECTION " + id) == 0;
            }
        });
    }

    private Connection connection() throws SQLException {
        Connection connection = transactions.source().getConnection();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        return connection;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = other.createStatement()) {
            assertThat(statement.execute(sql)).isEqualTo(sql.startsWith("SELECT"));
        }
    }

    /** Counts transactions that were undone, and can keep from the program that the database has kept one. */
    private static final class CountedEnds extends DataSourceTransactionManager {
        private final AtomicInteger undone = new AtomicInteger();
        private final AtomicInteger silent = new AtomicInteger();

        CountedEnds(DataSource source) {
            super(source);
        }

        DataSource source() {
            return obtainDataSource();
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            undone.incrementAndGet();
            super.doRollback(status);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            super.doCommit(status);
            if (silent.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new TransactionSystemException("the connection was lost before the answer to COMMIT came");
            }
        }
    }
}
