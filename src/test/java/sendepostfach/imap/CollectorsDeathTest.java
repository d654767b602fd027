package sendepostfach.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sendepostfach.bounce.ReturnFolderFault;
import sendepostfach.bounce.ReturnLedger;
import sendepostfach.bounce.ReturnRun;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.BounceMailbox;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Secret;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.ledger.JdbcDeliveryLedger;
import sendepostfach.ledger.JdbcReportLedger;
import sendepostfach.ledger.JdbcReturnLedger;
import sendepostfach.ledger.TestLedger;
import sendepostfach.report.ReportLedger;
import sendepostfach.servers.CutLine;
import sendepostfach.servers.DovecotServer;
import sendepostfach.servers.Loopback;
import sendepostfach.servers.TestCertificate;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;

/**
 * A collector whose connection to a real Dovecot ends at each of its commands in turn, before the server gets the command or
 * before the collector hears of it, and one that comes after it. All that a collector knows is in the ledger and in the
 * folders, so that its death is the end of its connection.
 */
class CollectorsDeathTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final ReturnLedger.Rules RULES = new ReturnLedger.Rules(SoftBounces.DEFAULT, id -> Optional.empty());
    private static final int MOST_COMMANDS = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"true, MOVE UIDPLUS", "false, MOVE UIDPLUS", "true, UIDPLUS", "false, UIDPLUS", "true, IDLE"})
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void everyMailIsHandledOnceWhereverTheCollectorDies(boolean done, String capabilities) throws Exception {
        String settings = "imap_capability = IMAP4rev1 SASL-IR LITERAL+ " + capabilities;
        try (TestLedger ledger = TestLedger.onH2();
                var dovecot = DovecotServer.start(
                        Loopback.freePort(), TestCertificate.in(folder), Map.of("bounce", ""), "yes", settings)) {
            CampaignEntry campaign = sent(ledger, 2 * MOST_COMMANDS);
            var delivered = new HashSet<String>();
            int deaths = 0;
            boolean cut = true;
            for (int command = 1; cut; command++) {
                assertThat(command).isLessThan(MOST_COMMANDS);
                for (String mail :
                        List.of(bounce(ledger, 2 * command - 1), answer(command), bounce(ledger, 2 * command))) {
                    dovecot.deliver("bounce", delivered.size() + ".mail", mail);
                    delivered.add(mail);
                }
                try (var line = CutLine.to(dovecot.plainPort(), command, done)) {
                    boolean died = collect(ledger, line.port());
                    cut = line.wasCut();
                    deaths += died ? 1 : 0;
                }

                assertThat(collect(ledger, dovecot.plainPort())).isFalse();

                try (ImapFolder inbox = ImapFolder.open(mailbox(dovecot.plainPort()), ImapSettings.standard())) {
                    assertThat(inbox.next())
                            .as("left after command %d", command)
                            .isEmpty();
                }
                assertThat(new JdbcReportLedger(ledger.database).returned(campaign.id()))
                        .as("read once, after command %d", command)
                        .containsExactly(new ReportLedger.Returned("failed", 2 * command, 0));
            }

            assertThat(deaths).isGreaterThan(5);
            var sorted = new ArrayList<>(dovecot.mails("bounce", "Handled"));
            sorted.addAll(dovecot.mails("bounce", "Unknown"));
            assertThat(sorted).as("no mail is lost").containsAll(delivered);
            if (capabilities.contains("MOVE")) {
                assertThat(sorted).hasSize(delivered.size());
            }
            assertThat(dovecot.mails("bounce", "Unknown")).allMatch(mail -> mail.contains("Re: Hallo"));
        }
    }

    /** Returns whether the connection ended too early. */
    private static boolean collect(TestLedger ledger, int port) {
        var run = new ReturnRun(
                ledger.database.tokens(),
                new JdbcReturnLedger(ledger.database),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> false);
        try (ImapFolder inbox = ImapFolder.open(mailbox(port), ImapSettings.standard())) {
            assertThat(run.read(inbox, RULES).failed()).isZero();
            return false;
        } catch (ReturnFolderFault died) {
            return true;
        }
    }

    private static BounceMailbox mailbox(int port) {
        return new BounceMailbox(
                Loopback.HOST,
                port,
                Mailbox.Security.NONE,
                Optional.of(
                        new Mailbox.Login("bounce", new Secret(DovecotServer.PASSWORD), Mailbox.Mechanism.PASSWORD)),
                "INBOX",
                "Handled",
                "Unknown",
                SoftBounces.DEFAULT);
    }

    private static CampaignEntry sent(TestLedger ledger, int recipients) {
        CampaignEntry campaign = ledger.running(Map.of("a.example", recipients), NOW);
        var delivery = new JdbcDeliveryLedger(ledger.database);
        LaneLease lease = delivery.open(campaign.id(), 1, "test", UncertainPolicy.HOLD, Duration.ofSeconds(30), NOW)
                .orElseThrow();
        List<Due> due = delivery.due(lease, NOW, recipients);
        delivery.claim(lease, due, NOW);
        delivery.record(
                lease,
                due.stream()
                        .map(each -> new Outcome(
                                each.row(),
                                RecipientState.ACCEPTED,
                                1,
                                Optional.of(NOW),
                                Optional.empty(),
                                NOW,
                                Optional.empty()))
                        .toList());
        return campaign;
    }

    private static String bounce(TestLedger ledger, int row) {
        return "From: MAILER-DAEMON@mx.example\nTo: bounce+"
                + ledger.database.tokens().sign(new MailId("uid", row), Purpose.RETURN)
                + "@blatt.example\nSubject: Undelivered Mail Returned to Sender\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
                + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
                + "Final-Recipient: rfc822; kunde@gmx.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
    }

    private static String answer(int number) {
        return "From: a@b.example\nTo: bounce@blatt.example\nSubject: Re: Hallo\nMessage-ID: <" + number
                + "@b.example>\n\nDanke\n";
    }
}
