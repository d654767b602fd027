package sendepostfach.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.LaneOrders;
import sendepostfach.delivery.LaneRun;
import sendepostfach.delivery.MailSource;
import sendepostfach.delivery.Outcome;
import sendepostfach.delivery.RememberedLedger;
import sendepostfach.delivery.Turn;
import sendepostfach.ledger.JdbcPaceLedger;
import sendepostfach.ledger.JdbcQuota;
import sendepostfach.ledger.TestLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.reply.ReplyTable;
import sendepostfach.smtp.HostileServer.Truth;

/**
 * Lanes that are delivered to servers that do anything at any moment, by hundreds of seeded scripts: every recipient's state is
 * what the server really did, or uncertain where nobody can know, and nobody gets a mail twice.
 */
@Timeout(240)
class HostileServerTest {
    private static final int SCRIPTS = 300;
    private static final int RECIPIENTS = 12;
    private static final int CONNECTIONS = 2;

    private static TestLedger database;
    private static ExecutorService threads;

    private static final Semaphore AT_ONCE = new Semaphore(40);

    /** Long enough for a server on a busy machine, short enough for those that never answer. */
    private static final SmtpSettings PATIENCE = new SmtpSettings(
            "client.localhost",
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            TestCertificate.clientContext().getSocketFactory());

    @BeforeAll
    static void open() {
        database = TestLedger.onH2();
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void close() throws Exception {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void everyOutcomeIsWhatTheServerDid() throws Exception {
        List<Future<?>> scripts = LongStream.range(1, SCRIPTS + 1)
                .<Future<?>>mapToObj(seed -> threads.submit(() -> {
                    AT_ONCE.acquire();
                    try {
                        play(seed);
                    } finally {
                        AT_ONCE.release();
                    }
                    return seed;
                }))
                .toList();
        var wrong = new ArrayList<String>();
        for (Future<?> script : scripts) {
            try {
                script.get();
            } catch (ExecutionException failed) {
                wrong.add(String.valueOf(failed.getCause()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void play(long seed) throws Exception {
        var ledger = new RememberedLedger(RECIPIENTS, "firma.example");
        Queue<String> unclaimed = new ConcurrentLinkedQueue<>();
        try (var server = new HostileServer(seed, row -> {
                    if (ledger.state(row) != RecipientState.CLAIMED) {
                        unclaimed.add(row + " is " + ledger.state(row));
                    }
                });
                var mailbox = new SmtpMailbox(
                        Mailboxes.mailbox(server.port(), Security.NONE, Optional.empty(), CONNECTIONS, 5),
                        PATIENCE,
                        Clock.systemUTC())) {
            for (int runs = 0; runs < 100 && isOpen(ledger); runs++) {
                run(seed, ledger, mailbox);
            }
            assertThat(unclaimed).as("claims are durable first, script " + seed).isEmpty();
            assertThat(ledger.mostClaimed()).isLessThanOrEqualTo(2 * CONNECTIONS);
            for (int row = 1; row <= RECIPIENTS; row++) {
                check(seed, row, ledger, server.truth(row));
            }
        }
    }

    private static boolean isOpen(RememberedLedger ledger) {
        return IntStream.rangeClosed(1, RECIPIENTS).anyMatch(row -> ledger.state(row) == RecipientState.QUEUED);
    }

    /** An answer that comes later than a client waits is none, whatever the server did. */
    private static boolean isTooLate(Optional<Reply> reply) {
        return reply.filter(each -> each.text().contains("timed out")).isPresent();
    }

    private static void check(long seed, int row, RememberedLedger ledger, Truth truth) {
        RecipientState state = ledger.state(row);
        Optional<Reply> reply = ledger.outcome(row).flatMap(Outcome::trouble).map(Outcome.Trouble::reply);
        String what = "script " + seed + ", recipient " + row + ": " + state + ", " + reply + "; in truth " + truth;
        assertThat(truth.accepted + truth.unanswered).as("not twice: " + what).isLessThanOrEqualTo(1);
        switch (state) {
            case ACCEPTED -> assertThat(truth.accepted).as(what).isEqualTo(1);
            case UNCERTAIN ->
                assertThat(truth.unanswered == 1 || truth.cut > 0 || truth.mayBeLost || isTooLate(reply))
                        .as(what)
                        .isTrue();
            case REFUSED, DEFERRED -> {
                assertThat(truth.accepted + truth.unanswered).as(what).isZero();
                int code = reply.orElseThrow().code();
                assertThat(code == 0 || truth.refusals.contains(code)).as(what).isTrue();
                assertThat(state == RecipientState.REFUSED).as(what).isEqualTo(code >= 500);
            }
            case QUEUED, REJECTED, CLAIMED, EXPIRED, CANCELLED, BOUNCED, COMPLAINED, DELIVERED ->
                throw new AssertionError(what);
        }
        if (truth.accepted == 1 && !truth.mayBeLost) {
            assertThat(state).as(what).isEqualTo(RecipientState.ACCEPTED);
        }
        if (truth.unanswered == 1) {
            assertThat(state).as(what).isEqualTo(RecipientState.UNCERTAIN);
        }
    }

    private static void run(long seed, RememberedLedger ledger, SmtpMailbox mailbox) throws InterruptedException {
        String name = "haupt-" + seed;
        var paces = new JdbcPaceLedger(database.database);
        var orders = new LaneOrders(
                name,
                CONNECTIONS,
                List.of(),
                site -> new SiteRules(Limit.parse("1000000/s"), CONNECTIONS, 10),
                PaceSettings.STANDARD,
                RetrySchedule.DEFAULT,
                Duration.ofDays(5),
                SendingHours.always(),
                UncertainPolicy.HOLD,
                Instant.EPOCH,
                Optional.empty());
        MailSource mails = due -> new MailSource.Outgoing(
                new Envelope("news@blatt.example", due.address(), "id." + due.row(), false),
                ("Subject: " + due.row() + "\r\n\r\n" + "Guten Tag,\r\n.\r\n".repeat(5))
                        .getBytes(StandardCharsets.US_ASCII));
        // what concerns the mailbox costs nobody an attempt; whoever looks after it goes on at once
        paces.resume(name);
        new LaneRun(
                        ledger,
                        new JdbcQuota(database.database),
                        paces,
                        orders,
                        new Turn.Parts(mails, mailbox, ReplyTable.standard()::verdict, new Random(seed)),
                        threads,
                        Clock.systemUTC(),
                        (monitor, until) -> monitor.wait(20),
                        () -> false,
                        Duration.ofSeconds(30))
                .run(1, 1, "process");
    }
}
