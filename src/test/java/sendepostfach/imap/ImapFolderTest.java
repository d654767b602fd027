package sendepostfach.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.bounce.ReturnFolder.Arrived;
import sendepostfach.bounce.ReturnFolderFault;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.BounceMailbox;
import sendepostfach.campaign.Secret;
import sendepostfach.servers.DovecotServer;
import sendepostfach.servers.Loopback;
import sendepostfach.servers.TestCertificate;

/** Folders of a real Dovecot. */
class ImapFolderTest {
    @TempDir
    Path folder;

    private static BounceMailbox mailbox(DovecotServer dovecot, String password) {
        return new BounceMailbox(
                dovecot.host(),
                dovecot.port(),
                Mailbox.Security.TLS,
                Optional.of(new Mailbox.Login("bounce", new Secret(password), Mailbox.Mechanism.PASSWORD)),
                "INBOX",
                "Returned/Handled",
                "Für Menschen",
                Mailbox.SoftBounces.DEFAULT);
    }

    private static ImapSettings settings(TestCertificate certificate) throws Exception {
        ImapSettings standard = ImapSettings.standard();
        return new ImapSettings(
                standard.connectWithin(),
                standard.replyWithin(),
                3,
                2000,
                5000,
                certificate.trustingContext().getSocketFactory());
    }

    private static String mail(int number) {
        return "From: a@b.example\r\nSubject: " + number + "\r\n\r\nText\r\n";
    }

    @Test
    void mailsAreReadSomeAtATimeAndMovedWithoutLosingAny() throws Exception {
        DovecotServer.require();
        TestCertificate certificate = TestCertificate.in(folder);
        try (var dovecot = DovecotServer.start(Loopback.freePort(), certificate, Map.of("bounce", ""))) {
            for (int i = 1; i <= 7; i++) {
                dovecot.deliver("bounce", "100" + i + ".x", mail(i));
            }
            dovecot.deliver("bounce", "2000.x", mail(8) + "x".repeat(100_000));
            dovecot.deliver("bounce", "2001.x", mail(9));

            var read = new ArrayList<String>();
            var batches = new ArrayList<Integer>();
            try (ImapFolder inbox = ImapFolder.open(mailbox(dovecot, DovecotServer.PASSWORD), settings(certificate))) {
                for (List<Arrived> next = inbox.next(); !next.isEmpty(); next = inbox.next()) {
                    batches.add(next.size());
                    next.forEach(mail -> read.add(new String(mail.start(), StandardCharsets.US_ASCII)));
                    inbox.handled(next.subList(0, 1));
                    if (next.size() > 1) {
                        inbox.unknown(next.subList(1, 2));
                    }
                }
            }

            assertThat(batches).containsExactly(3, 3, 3);
            assertThat(read.subList(0, 7))
                    .containsExactly(mail(1), mail(2), mail(3), mail(4), mail(5), mail(6), mail(7));
            assertThat(read.get(7)).hasSize(2000).startsWith("From: a@b.example\r\nSubject: 8");
            assertThat(dovecot.count("bounce", "Returned.Handled")).isEqualTo(3);
            assertThat(dovecot.count("bounce", "F&APw-r Menschen")).isEqualTo(3);
            assertThat(dovecot.count("bounce", "")).isEqualTo(3);
        }
    }

    @Test
    void troubleIsOneLine() throws Exception {
        DovecotServer.require();
        TestCertificate certificate = TestCertificate.in(folder);
        try (var dovecot = DovecotServer.start(Loopback.freePort(), certificate, Map.of("bounce", ""))) {
            assertThatThrownBy(() -> ImapFolder.open(mailbox(dovecot, "falsch"), settings(certificate)))
                    .isInstanceOf(ReturnFolderFault.class)
                    .hasMessageContaining(dovecot.host() + ":" + dovecot.port() + ": ")
                    .hasMessageContaining("Authentication failed")
                    .hasMessageEndingWith("; check host, port, security and login under bounces: in mailboxes.yaml")
                    .hasMessageNotContaining("falsch");
            // no trust in a certificate that the Java runtime does not know
            assertThatThrownBy(() -> ImapFolder.open(mailbox(dovecot, DovecotServer.PASSWORD), ImapSettings.standard()))
                    .isInstanceOf(ReturnFolderFault.class)
                    .hasMessageContaining("certi");
        }
    }

    @Test
    void aServerThatKeepsSilentIsNotWaitedForForEver() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var mailbox = new BounceMailbox(
                    "127.0.0.1",
                    silent.getLocalPort(),
                    Mailbox.Security.NONE,
                    Optional.empty(),
                    "INBOX",
                    "Handled",
                    "Unknown",
                    Mailbox.SoftBounces.DEFAULT);
            ImapSettings usual = ImapSettings.standard();
            var impatient =
                    new ImapSettings(Duration.ofMillis(300), Duration.ofMillis(300), 3, 2000, 5000, usual.trust());

            assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> assertThatThrownBy(() -> ImapFolder.open(mailbox, impatient))
                            .isInstanceOf(ReturnFolderFault.class)
                            .hasMessageContaining("127.0.0.1:" + silent.getLocalPort()));
        }
    }
}
