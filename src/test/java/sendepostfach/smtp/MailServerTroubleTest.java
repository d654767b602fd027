package sendepostfach.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.close;
import static sendepostfach.smtp.ScriptedAnswer.drop;
import static sendepostfach.smtp.ScriptedAnswer.hang;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.reset;
import static sendepostfach.smtp.ScriptedAnswer.resetAfter;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLSocketFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.LaneOrders;
import sendepostfach.delivery.LaneResult;
import sendepostfach.delivery.LaneRun;
import sendepostfach.delivery.MailSource;
import sendepostfach.delivery.Turn;
import sendepostfach.ledger.JdbcDeliveryLedger;
import sendepostfach.ledger.JdbcPaceLedger;
import sendepostfach.ledger.JdbcQuota;
import sendepostfach.ledger.TestLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.reply.ReplyTable;
import sendepostfach.servers.Loopback;
import sendepostfach.smtp.ScriptedStep.Event;

/**
 * A campaign whose mail server is in trouble: no recipient is blamed, no mail goes out in clear, and once the trouble is over
 * everybody gets the mail. Real sockets, the real ledger.
 */
@Timeout(60)
class MailServerTroubleTest {
    private static final int RECIPIENTS = 4;
    private static final String SHORT = "Hallo\r\n";
    /** More than the systems at both ends take off the sender's hands while the server does not read. */
    private static final String LONG = "Guten Tag, hier kommt eine lange Mail.\r\n".repeat(400_000);

    private static final SmtpSettings TRUSTING_NOBODY_NEW = new SmtpSettings(
            "client.localhost", Mailboxes.SETTINGS.connectWithin(), Mailboxes.SETTINGS.replyWithin(), (SSLSocketFactory)
                    SSLSocketFactory.getDefault());

    private final TestLedger ledger = TestLedger.onH2();
    private String text = SHORT;
    private final CampaignEntry campaign =
            ledger.running(Map.of("firma.example", RECIPIENTS), Instant.now(Clock.systemUTC()));

    /** Ways in which a session does not come about. */
    enum Welcome {
        REFUSING(step -> step.is(Event.CONNECT) ? reply("554 5.3.2 No service here") : usual()),
        BUSY(step -> step.is(Event.CONNECT) ? close("421 4.3.2 Too busy, try again later") : usual()),
        HANGING(step -> step.is(Event.CONNECT) ? hang() : usual()),
        HANGING_UP(step -> step.is(Event.CONNECT) ? drop() : usual()),
        HANGING_AT_EHLO(step -> step.is(Event.EHLO) ? hang() : usual());

        private final ScriptedServer.Script script;

        Welcome(ScriptedServer.Script script) {
            this.script = script;
        }
    }

    /** Ways in which a server dies while it takes a mail, before it has all of it. */
    enum Death {
        AT_MAIL(Event.MAIL, drop()),
        AT_RCPT(Event.RCPT, reset()),
        AT_DATA(Event.DATA, drop()),
        CLOSING_AT_DATA(Event.DATA, close("421 4.3.2 Shutting down"));

        private final Event event;
        private final ScriptedAnswer answer;

        Death(Event event, ScriptedAnswer answer) {
            this.event = event;
            this.answer = answer;
        }
    }

    @AfterEach
    void closeLedger() throws Exception {
        ledger.close();
    }

    @Test
    void aServerThatIsNotThereBlamesNobody() throws Exception {
        int port = Loopback.freePort();
        LaneResult result = run(Mailboxes.plain(port), Mailboxes.IMPATIENT);

        assertThat(result).isInstanceOf(LaneResult.Deferred.class);
        assertNobodyIsBlamed();
        afterwardsEverybodyGetsTheMail();
    }

    @ParameterizedTest
    @EnumSource(Welcome.class)
    void aServerThatGivesNoWelcomeBlamesNobody(Welcome welcome) throws Exception {
        try (var server = ScriptedServer.start(welcome.script)) {
            LaneResult result = run(Mailboxes.plain(server.port()), Mailboxes.IMPATIENT);

            assertThat(result).isNotInstanceOf(LaneResult.Done.class);
            assertThat(server.received()).isEmpty();
        }
        assertNobodyIsBlamed();
        afterwardsEverybodyGetsTheMail();
    }

    @ParameterizedTest
    @EnumSource(Death.class)
    void aServerThatDiesBeforeTheLastByteHasNotTakenTheMail(Death death) throws Exception {
        try (var server = ScriptedServer.start(step -> step.is(death.event) ? death.answer : usual())) {
            run(Mailboxes.plain(server.port()), Mailboxes.SETTINGS);

            assertThat(server.received()).isEmpty();
        }
        assertThat(states().keySet()).isSubsetOf(RecipientState.QUEUED, RecipientState.DEFERRED);
        // only a reply may have been meant for the recipient
        assertThat(attempts()).isEqualTo(death == Death.CLOSING_AT_DATA ? RECIPIENTS : 0);
        afterwardsEverybodyGetsTheMail();
    }

    @Test
    void aServerThatDiesInTheMiddleOfAMailHasNotTakenIt() throws Exception {
        text = LONG;
        try (var server = ScriptedServer.start(step -> step.is(Event.DATA) ? resetAfter(100_000) : usual())) {
            run(Mailboxes.plain(server.port()), Mailboxes.SETTINGS);

            assertThat(server.received()).isEmpty();
        }
        assertThat(states().keySet()).isSubsetOf(RecipientState.QUEUED, RecipientState.DEFERRED);
        assertThat(attempts()).isZero();
        text = SHORT;
        afterwardsEverybodyGetsTheMail();
    }

    @Test
    void whoWasUnderWayWhenTheServerDiedAfterTheLastByteIsUncertainAndNobodyElse() throws Exception {
        try (var server = ScriptedServer.start(step -> step.is(Event.END_OF_DATA) ? reset() : usual())) {
            run(Mailboxes.plain(server.port()), Mailboxes.SETTINGS);

            assertThat(states().getOrDefault(RecipientState.UNCERTAIN, 0))
                    .isEqualTo(server.received().size());
        }
        assertThat(states().keySet())
                .isSubsetOf(RecipientState.QUEUED, RecipientState.DEFERRED, RecipientState.UNCERTAIN);
    }

    @Test
    void aServerThatDiesAtEachMailIsNotGivenTheWholeList() throws Exception {
        try (var server = ScriptedServer.start(step -> step.is(Event.END_OF_DATA) ? reset() : usual())) {
            LaneResult result = run(Mailboxes.plain(server.port()), Mailboxes.SETTINGS);

            // one break for the only connection, which a restart would explain, and one more
            assertThat(server.received()).hasSize(2);
            assertThat(reason(result)).startsWith("2 connections in a row broke while a mail was under way: ");
        }
        assertThat(states()).isEqualTo(Map.of(RecipientState.UNCERTAIN, 2, RecipientState.QUEUED, RECIPIENTS - 2));
    }

    @Test
    void aWrongNameInTheCertificateStopsTheMailboxAndBlamesNobody() throws Exception {
        for (Security security : List.of(Security.TLS, Security.STARTTLS)) {
            try (var server = security == Security.TLS
                    ? ScriptedServer.startInTls(step -> usual(), TestCertificate.wrongNameContext())
                    : ScriptedServer.startWithTls(step -> usual(), TestCertificate.wrongNameContext())) {
                LaneResult result = run(Mailboxes.withTls(server.port(), security), Mailboxes.SETTINGS);

                assertThat(reason(result)).contains("certificate is not accepted");
                assertThat(server.received()).isEmpty();
            }
        }
        assertNobodyIsBlamed();
        afterwardsEverybodyGetsTheMail();
    }

    @Test
    void aCertificateThatNobodyTrustsStopsTheMailboxAndBlamesNobody() throws Exception {
        try (var server = ScriptedServer.startWithTls(step -> usual(), TestCertificate.serverContext())) {
            LaneResult result = run(Mailboxes.withTls(server.port(), Security.STARTTLS), TRUSTING_NOBODY_NEW);

            assertThat(reason(result)).contains("certificate is not accepted");
            assertThat(server.received()).isEmpty();
        }
        assertNobodyIsBlamed();
        afterwardsEverybodyGetsTheMail();
    }

    @Test
    void whereStarttlsIsStrippedNoMailGoesOutInClear() throws Exception {
        try (var server = ScriptedServer.start(step -> usual(), "AUTH PLAIN LOGIN")) {
            LaneResult result = run(Mailboxes.withTls(server.port(), Security.STARTTLS), Mailboxes.SETTINGS);

            assertThat(reason(result)).contains("STARTTLS");
            assertThat(server.steps())
                    .extracting(ScriptedStep::event)
                    .doesNotContain(Event.AUTH, Event.MAIL, Event.RCPT, Event.DATA, Event.END_OF_DATA);
        }
        assertNobodyIsBlamed();
        afterwardsEverybodyGetsTheMail();
    }

    private static String reason(LaneResult result) {
        assertThat(result).isNotInstanceOf(LaneResult.Done.class);
        return result instanceof LaneResult.Halted halted ? halted.reason() : ((LaneResult.Deferred) result).reason();
    }

    /** Nobody has paid an attempt. */
    private void assertNobodyIsBlamed() {
        assertThat(states()).isEqualTo(Map.of(RecipientState.QUEUED, RECIPIENTS));
        assertThat(attempts()).isZero();
    }

    private int attempts() {
        return ledger.attempts(campaign);
    }

    private Map<RecipientState, Integer> states() {
        return ledger.campaigns.tally(campaign.id()).getOrDefault(1, Map.of());
    }

    /** The server is mended, an operator resumes the mailbox, and those who were put off are due. */
    private void afterwardsEverybodyGetsTheMail() throws Exception {
        new JdbcPaceLedger(ledger.database).resume("haupt");
        try (var server = ScriptedServer.start(step -> usual())) {
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
            assertThat(run(Mailboxes.plain(server.port()), Mailboxes.SETTINGS, later))
                    .isInstanceOf(LaneResult.Done.class);

            assertThat(server.accepted()).hasSize(RECIPIENTS);
        }
        assertThat(states()).isEqualTo(Map.of(RecipientState.ACCEPTED, RECIPIENTS));
    }

    private LaneResult run(Mailbox mailbox, SmtpSettings settings) throws InterruptedException {
        return run(mailbox, settings, Clock.systemUTC());
    }

    private LaneResult run(Mailbox mailbox, SmtpSettings settings, Clock clock) throws InterruptedException {
        var orders = new LaneOrders(
                mailbox.name(),
                1,
                List.of(),
                site -> new SiteRules(Limit.parse("1000000/s"), 1, 10),
                PaceSettings.STANDARD,
                RetrySchedule.DEFAULT,
                Duration.ofDays(5),
                SendingHours.always(),
                UncertainPolicy.HOLD,
                Instant.EPOCH,
                Optional.empty());
        MailSource mails = due -> new MailSource.Outgoing(
                new Envelope("news@blatt.example", due.address(), "id." + due.row(), false),
                ("Message-ID: <" + due.row() + "@blatt.example>\r\n\r\n" + text).getBytes(StandardCharsets.US_ASCII));
        try (var door = new SmtpMailbox(mailbox, settings, clock)) {
            return new LaneRun(
                            new JdbcDeliveryLedger(ledger.database),
                            new JdbcQuota(ledger.database),
                            new JdbcPaceLedger(ledger.database),
                            orders,
                            new Turn.Parts(mails, door, ReplyTable.standard()::verdict, new Random(1)),
                            Runnable::run,
                            clock,
                            (monitor, until) -> monitor.wait(20),
                            () -> false,
                            Duration.ofSeconds(30))
                    .run(campaign.id(), 1, "process");
        }
    }
}
