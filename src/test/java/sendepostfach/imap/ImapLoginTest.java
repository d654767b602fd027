package sendepostfach.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.bounce.ReturnFolderFault;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.BounceMailbox;
import sendepostfach.campaign.Mailbox.Mechanism;
import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.Secret;
import sendepostfach.servers.DovecotServer;
import sendepostfach.servers.Loopback;
import sendepostfach.servers.TestCertificate;

/** Ways into a real Dovecot: STARTTLS, and an OAuth 2.0 bearer token that it asks its issuer about. */
class ImapLoginTest {
    private static final String TOKEN = "ya29.a-bearer-token";

    @TempDir
    Path folder;

    private static BounceMailbox mailbox(int port, Security security, Mechanism mechanism, String secret) {
        return new BounceMailbox(
                Loopback.HOST,
                port,
                security,
                Optional.of(new Mailbox.Login("bounce", new Secret(secret), mechanism)),
                "INBOX",
                "Handled",
                "Unknown",
                SoftBounces.DEFAULT);
    }

    private static ImapSettings trusting(TestCertificate certificate) throws Exception {
        ImapSettings usual = ImapSettings.standard();
        return new ImapSettings(
                usual.connectWithin(),
                usual.replyWithin(),
                usual.mails(),
                usual.mailBytes(),
                usual.bytes(),
                certificate.trustingContext().getSocketFactory());
    }

    @Test
    void startTlsComesBeforeTheLogin() throws Exception {
        DovecotServer.require();
        TestCertificate certificate = TestCertificate.in(folder);
        try (var dovecot = DovecotServer.start(Loopback.freePort(), certificate, Map.of("bounce", ""))) {
            dovecot.deliver("bounce", "1.mail", "Subject: x\n\n");
            var mailbox = mailbox(dovecot.plainPort(), Security.STARTTLS, Mechanism.PASSWORD, DovecotServer.PASSWORD);

            try (ImapFolder inbox = ImapFolder.open(mailbox, trusting(certificate))) {
                assertThat(inbox.next()).hasSize(1);
            }
            assertThat(dovecot.log()).contains("method=PLAIN").contains(", TLS, session=");

            // a certificate that nobody vouches for
            assertThatThrownBy(() -> ImapFolder.open(mailbox, ImapSettings.standard()))
                    .isInstanceOf(ReturnFolderFault.class);
        }
    }

    @Test
    void aServerWithoutStartTlsGetsNoPassword() throws Exception {
        DovecotServer.require();
        TestCertificate certificate = TestCertificate.in(folder);
        try (var dovecot = DovecotServer.start(Loopback.freePort(), certificate, Map.of("bounce", ""), "no", "")) {
            assertThatThrownBy(() -> ImapFolder.open(
                            mailbox(dovecot.plainPort(), Security.STARTTLS, Mechanism.PASSWORD, DovecotServer.PASSWORD),
                            trusting(certificate)))
                    .isInstanceOf(ReturnFolderFault.class)
                    .hasMessageContaining("STARTTLS");
            assertThat(dovecot.log()).doesNotContain("Login: user=<bounce>");
        }
    }

    @Test
    void aBearerTokenOpensTheMailboxAndAWrongOneDoesNot() throws Exception {
        DovecotServer.require();
        TestCertificate certificate = TestCertificate.in(folder);
        HttpServer issuer = issuer();
        Path oauth = Files.writeString(
                folder.resolve("oauth2.conf"),
                "introspection_mode = get\nforce_introspection = yes\nusername_attribute = username\n"
                        + "introspection_url = http://127.0.0.1:"
                        + issuer.getAddress().getPort() + "/?token=\n");
        String settings = "auth_mechanisms = $auth_mechanisms xoauth2\n"
                + "passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = " + oauth + "\n}";
        try (var dovecot =
                DovecotServer.start(Loopback.freePort(), certificate, Map.of("bounce", ""), "required", settings)) {
            dovecot.deliver("bounce", "1.mail", "Subject: x\n\n");

            try (ImapFolder inbox = ImapFolder.open(
                    mailbox(dovecot.port(), Security.TLS, Mechanism.XOAUTH2, TOKEN), trusting(certificate))) {
                assertThat(inbox.next()).hasSize(1);
            }
            assertThat(dovecot.log()).contains("method=XOAUTH2");

            assertThatThrownBy(() -> ImapFolder.open(
                            mailbox(dovecot.port(), Security.TLS, Mechanism.XOAUTH2, "expired"), trusting(certificate)))
                    .isInstanceOf(ReturnFolderFault.class)
                    .hasMessageNotContaining("expired");
        } finally {
            issuer.stop(0);
        }
    }

    /** Says whose token it is. */
    private static HttpServer issuer() throws IOException {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        issuer.createContext("/", question -> {
            boolean known = question.getRequestURI().getRawQuery().contains(TOKEN);
            byte[] answer = (known ? "{\"active\":true,\"username\":\"bounce\"}" : "{\"active\":false}")
                    .getBytes(StandardCharsets.US_ASCII);
            question.getResponseHeaders().add("Content-Type", "application/json");
            question.sendResponseHeaders(known ? 200 : 401, answer.length);
            question.getResponseBody().write(answer);
            question.close();
        });
        issuer.start();
        return issuer;
    }
}
