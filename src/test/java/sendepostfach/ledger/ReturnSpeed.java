package sendepostfach.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sendepostfach.bounce.ReturnLedger;
import sendepostfach.bounce.ReturnRun;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.BounceMailbox;
import sendepostfach.campaign.Secret;
import sendepostfach.imap.ImapFolder;
import sendepostfach.imap.ImapSettings;
import sendepostfach.report.Account;
import sendepostfach.servers.DovecotServer;
import sendepostfach.servers.Loopback;
import sendepostfach.servers.TestCertificate;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;

/**
 * Measures how long it takes to read returned mails from a Dovecot over TLS and to apply them to a ledger: MySQL where
 * {@code SENDEPOSTFACH_TEST_MYSQL_URL} names one, else H2 in memory. Prints the seconds. {@code bench/bounces} runs it.
 */
final class ReturnSpeed {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

    private ReturnSpeed() {}

    public static void main(String[] args) throws Exception {
        int mails = Integer.parseInt(args[0]);
        boolean mysql = !System.getenv()
                .getOrDefault("SENDEPOSTFACH_TEST_MYSQL_URL", "")
                .isEmpty();
        Path folder = Files.createTempDirectory("returns-");
        TestCertificate certificate = TestCertificate.in(folder);
        try (var ledger = mysql ? TestLedger.onMySql() : TestLedger.onH2();
                var dovecot = DovecotServer.start(Loopback.freePort(), certificate, Map.of("bounce", ""))) {
            CampaignEntry campaign = ledger.running(Map.of("firma.example", mails), START);
            ledger.database.jdbc.update("UPDATE recipient SET state = 'ACCEPTED', due_at = NULL, first_try_at = 0");
            ledger.database.jdbc.update("UPDATE tally SET state = 'ACCEPTED' WHERE state = 'QUEUED'");
            for (int row = 1; row <= mails; row++) {
                String token = ledger.database.tokens().sign(new MailId("uid", row), Purpose.RETURN);
                dovecot.deliver("bounce", row + ".x", mail(row, token));
            }
            long start = System.nanoTime();
            ReturnRun.Result result = read(ledger, dovecot, certificate);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Account account = Account.of(ledger.campaigns.get(campaign.id()), ledger.campaigns.tally(campaign.id()));
            account.check();
            System.err.printf(
                    "%s, %d mails: %s, account %s%n", mysql ? "MySQL" : "H2", mails, result, account.states());
            System.out.printf("%.1f%n", took.toMillis() / 1000.0);
        }
    }

    private static ReturnRun.Result read(TestLedger ledger, DovecotServer dovecot, TestCertificate certificate)
            throws Exception {
        ImapSettings standard = ImapSettings.standard();
        var settings = new ImapSettings(
                standard.connectWithin(),
                standard.replyWithin(),
                standard.mails(),
                standard.mailBytes(),
                standard.bytes(),
                certificate.trustingContext().getSocketFactory());
        var mailbox = new BounceMailbox(
                dovecot.host(),
                dovecot.port(),
                Mailbox.Security.TLS,
                Optional.of(
                        new Mailbox.Login("bounce", new Secret(DovecotServer.PASSWORD), Mailbox.Mechanism.PASSWORD)),
                "INBOX",
                "Handled",
                "Unknown",
                Mailbox.SoftBounces.DEFAULT);
        try (ImapFolder inbox = ImapFolder.open(mailbox, settings)) {
            return new ReturnRun(
                            ledger.database.tokens(),
                            new JdbcReturnLedger(ledger.database),
                            Clock.systemUTC(),
                            () -> false)
                    .read(inbox, new ReturnLedger.Rules(Mailbox.SoftBounces.DEFAULT, id -> Optional.empty()));
        }
    }

    private static final List<String> REPLIES = List.of(
            "5.1.1 550 5.1.1 <%s>: Recipient address rejected: User unknown in virtual mailbox table",
            "5.2.2 552 5.2.2 <%s>: user is over quota",
            "4.4.1 connect to mx.firma.example[192.0.2.1]:25: Connection timed out",
            "5.7.1 554 5.7.1 Service unavailable; client host blocked using a block list");

    /** As Postfix returns it, with the head of the mail. */
    private static String mail(int row, String token) {
        String recipient = "k" + (row - 1) + "@firma.example";
        String reply = REPLIES.get(row % REPLIES.size()).formatted(recipient);
        return """
                Return-Path: <>
                Delivered-To: bounce+%1$s@blatt.example
                Received: by mx.blatt.example (Postfix) id 4Q%2$d; Tue,  1 Dec 2026 09:00:00 +0100 (CET)
                Date: Tue,  1 Dec 2026 09:00:00 +0100 (CET)
                From: MAILER-DAEMON@mx.blatt.example (Mail Delivery System)
                Subject: Undelivered Mail Returned to Sender
                To: bounce+%1$s@blatt.example
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="4Q%2$d/mx.blatt.example"
                Message-Id: <4Q%2$d@mx.blatt.example>

                This is a MIME-encapsulated message.

                --4Q%2$d/mx.blatt.example
                Content-Description: Notification
                Content-Type: text/plain; charset=us-ascii

                This is the mail system at host mx.blatt.example.

                I'm sorry to have to inform you that your message could not
                be delivered to one or more recipients. It's attached below.

                For further assistance, please send mail to postmaster.

                <%3$s>: host mx.firma.example[192.0.2.1] said: %4$s

                --4Q%2$d/mx.blatt.example
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.blatt.example
                X-Postfix-Queue-ID: 4Q%2$d
                X-Postfix-Sender: rfc822; bounce+%1$s@blatt.example
                Arrival-Date: Tue,  1 Dec 2026 08:59:59 +0100 (CET)

                Final-Recipient: rfc822; %3$s
                Original-Recipient: rfc822;%3$s
                Action: failed
                Status: %5$s
                Remote-MTA: dns; mx.firma.example
                Diagnostic-Code: smtp; %6$s

                --4Q%2$d/mx.blatt.example
                Content-Description: Undelivered Message Headers
                Content-Type: text/rfc822-headers

                Return-Path: <bounce+%1$s@blatt.example>
                From: news@blatt.example
                To: %3$s
                Subject: Fruehling
                Message-ID: <%1$s@blatt.example>
                X-Sendepostfach-Id: %1$s

                --4Q%2$d/mx.blatt.example--
                """.formatted(token, row, recipient, reply, reply.substring(0, 5), reply.substring(6));
    }
}
