package sendepostfach.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox;

class MailboxFileTest {
    private Path folder;
    private JobFolder files;

    @BeforeEach
    void folder(@TempDir Path folder) {
        this.folder = folder;
        this.files = new JobFolder(folder);
    }

    private MailboxFile read(String yaml, Map<String, String> variables) {
        files.file("mailboxes.yaml", yaml);
        return MailboxFile.read(folder.resolve("mailboxes.yaml"), new Environment(variables, ZoneId.of("UTC")));
    }

    private Mailbox haupt(String fields) {
        return read("haupt: { host: smtp.example.de, " + fields + " }", Map.of())
                .mailbox("haupt");
    }

    @Test
    void aFullMailboxIsReadFieldByField() {
        MailboxFile file = read("""
                sandbox: { sandbox: true }
                haupt:
                  host: SMTP.Example.de
                  port: 2525
                  security: starttls
                  username: ${MAILBOX_USER}
                  password: ${MAILBOX_PASSWORD}
                  connections: 10
                  messages-per-connection: 50
                  limits: [30/min, 500/h, 10000/d]
                  envelope-sender: "bounce+{token}@exämple.de"
                  sending-hosts: [mx.example.de]
                  bounces: { host: imap.example.de, username: b, password: "p#1", folder: Rückläufer }
                """, Map.of("MAILBOX_USER", "user", "MAILBOX_PASSWORD", "pass"));
        Mailbox mailbox = file.mailbox("haupt");
        assertThat(mailbox.kind()).isEqualTo(Mailbox.Kind.SMTP);
        assertThat(mailbox.host()).isEqualTo("smtp.example.de");
        assertThat(mailbox.port()).isEqualTo(2525);
        assertThat(mailbox.security()).isEqualTo(Mailbox.Security.STARTTLS);
        Mailbox.Login login = mailbox.login().orElseThrow();
        assertThat(login.username()).isEqualTo("user");
        assertThat(login.secret().value()).isEqualTo("pass");
        assertThat(login.mechanism()).isEqualTo(Mailbox.Mechanism.PASSWORD);
        assertThat(mailbox.connections()).isEqualTo(10);
        assertThat(mailbox.messagesPerConnection()).isEqualTo(50);
        assertThat(mailbox.limits())
                .containsExactly(
                        new Limit(30, Duration.ofMinutes(1)),
                        new Limit(500, Duration.ofHours(1)),
                        new Limit(10000, Duration.ofDays(1)));
        assertThat(mailbox.envelopeSender()).contains("bounce+{token}@xn--exmple-cua.de");
        assertThat(mailbox.sendingHosts()).containsExactly("mx.example.de");
        Mailbox.BounceMailbox bounces = mailbox.bounces().orElseThrow();
        assertThat(bounces.host()).isEqualTo("imap.example.de");
        assertThat(bounces.port()).isEqualTo(993);
        assertThat(bounces.folder()).isEqualTo("Rückläufer");
        assertThat(bounces.login().orElseThrow().secret().value()).isEqualTo("p#1");
    }

    @Test
    void whatIsLeftOutHasDefaults() {
        Mailbox mailbox = haupt("");
        assertThat(mailbox.port()).isEqualTo(587);
        assertThat(mailbox.security()).isEqualTo(Mailbox.Security.STARTTLS);
        assertThat(mailbox.login()).isEmpty();
        assertThat(mailbox.connections()).isEqualTo(4);
        assertThat(mailbox.messagesPerConnection()).isEqualTo(100);
        assertThat(mailbox.limits()).isEmpty();
        assertThat(mailbox.envelopeSender()).isEmpty();
        assertThat(mailbox.bounces()).isEmpty();
        assertThat(haupt("security: tls").port()).isEqualTo(465);
    }

    @Test
    void aPresetKnowsServerAndLimitsAndTheMailboxesOwnGoBefore() {
        Mailbox plain = read("haupt: { preset: microsoft-365 }", Map.of()).mailbox("haupt");
        assertThat(plain.host()).isEqualTo("smtp.office365.com");
        assertThat(plain.port()).isEqualTo(587);
        assertThat(plain.connections()).isEqualTo(3);
        assertThat(plain.limits()).containsExactly(Limit.parse("30/min"), Limit.parse("10000/d"));

        Mailbox own = read("haupt: { preset: t-online, connections: 7, limits: 5/min }", Map.of())
                .mailbox("haupt");
        assertThat(own.port()).isEqualTo(465);
        assertThat(own.connections()).isEqualTo(7);
        assertThat(own.limits()).containsExactly(Limit.parse("5/min"));
    }

    @Test
    void everyPresetCanBeUsedAndSaysWhereItIsFrom() {
        for (String name : MailboxPresets.names()) {
            assertThat(read("haupt: { preset: " + name + " }", Map.of())
                            .mailbox("haupt")
                            .limits())
                    .as(name)
                    .isNotEmpty();
            assertThat(MailboxPresets.named(name).value("source")).as(name).isPresent();
            assertThat(MailboxPresets.named(name).value("checked")).as(name).isPresent();
        }
    }

    @Test
    void anUnknownPresetIsNamedWithItsPlaceAndTheNearestOne() {
        assertThatThrownBy(
                        () -> read("haupt: { preset: microsoft365 }", Map.of()).mailbox("haupt"))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("mailboxes.yaml:1: haupt.preset:")
                .hasMessageContaining("microsoft-365");
    }

    @Test
    void limitsOfMessagesAndOfRecipientsHoldAlikeAndTheLowerOneCounts() {
        assertThat(haupt("limits: [120 messages/min, 250 recipients/10min, 100 recipients/min]")
                        .limits())
                .containsExactly(Limit.parse("100/min"), Limit.parse("250/10min"));
    }

    @Test
    void theSandboxIsAlwaysThere() {
        MailboxFile none = MailboxFile.read(folder.resolve("fehlt.yaml"), JobFolder.BERLIN);
        assertThat(none.mailbox("sandbox").isSandbox()).isTrue();
        assertThat(none.all()).containsOnlyKeys("sandbox");
        assertThat(read("# nichts\n", Map.of()).mailbox("sandbox").isSandbox()).isTrue();
        assertThat(read("haupt: { host: h }", Map.of()).names()).containsExactly("haupt", "sandbox");
    }

    @Test
    void theSandboxMayHaveLimitsOfItsOwn() {
        Mailbox sandbox = read("sandbox: { sandbox: true, limits: 5/s, connections: 2 }", Map.of())
                .mailbox("sandbox");
        assertThat(sandbox.limits()).containsExactly(new Limit(5, Duration.ofSeconds(1)));
        assertThat(sandbox.connections()).isEqualTo(2);
    }

    @Test
    void onlyTheMailboxThatIsUsedNeedsItsSecrets() {
        MailboxFile file = read("a: { host: h }\nb: { host: h, username: u, password: \"${FEHLT}\" }", Map.of());
        assertThat(file.mailbox("a").host()).isEqualTo("h");
        assertThatThrownBy(() -> file.mailbox("b"))
                .isInstanceOf(InputFault.class)
                .hasMessage(folder.resolve("mailboxes.yaml")
                        + ":2: b.password: the environment variable FEHLT is not set; set it,"
                        + " or let FEHLT_FILE name a file that holds the value");
    }

    @Test
    void anUnknownMailboxIsNamedWithThoseThatThereAre() {
        MailboxFile file = read("haupt: { host: h }", Map.of());
        assertThatThrownBy(() -> file.mailbox("hapt"))
                .hasMessage(
                        folder.resolve("mailboxes.yaml") + ": there is no mailbox \"hapt\", did you mean \"haupt\"?");
        assertThatThrownBy(() -> file.mailbox("anders"))
                .hasMessageEndingWith("there is no mailbox \"anders\", known: haupt, sandbox");
    }

    @Test
    void aSecretMayStandInAFile() {
        files.file("geheim.txt", "pass wort\n");
        assertThat(haupt("username: u, password-file: geheim.txt")
                        .login()
                        .orElseThrow()
                        .secret()
                        .value())
                .isEqualTo("pass wort");
        Mailbox mailbox = read(
                        "haupt: { host: h, username: u, password: ${PW} }",
                        Map.of("PW_FILE", folder.resolve("geheim.txt").toString()))
                .mailbox("haupt");
        assertThat(mailbox.login().orElseThrow().secret().value()).isEqualTo("pass wort");
    }

    @Test
    void aTokenIsForXoauth2() {
        Mailbox.Login login = haupt("username: u, token: t").login().orElseThrow();
        assertThat(login.mechanism()).isEqualTo(Mailbox.Mechanism.XOAUTH2);
        assertThat(haupt("username: u, auth: xoauth2, password: t")
                        .login()
                        .orElseThrow()
                        .mechanism())
                .isEqualTo(Mailbox.Mechanism.XOAUTH2);
    }

    @Test
    void inClearOnlyOnThisMachineUnlessSomebodyInsists() {
        for (String loopback : new String[] {"localhost", "127.0.0.1", "'::1'"}) {
            assertThat(read("m: { host: " + loopback + ", security: none }", Map.of())
                            .mailbox("m")
                            .security())
                    .isEqualTo(Mailbox.Security.NONE);
        }
        assertThat(haupt("security: none, insecure: true").security()).isEqualTo(Mailbox.Security.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "security: none | security: none would show mails and password to everybody on the way to smtp.example.de; use starttls or tls, or say insecure: true if you must",
                "security: ssl | security: \"ssl\" is none of starttls, tls, none",
                "port: 0 | port: must be from 1 to 65535: 0",
                "port: smtp | port: \"smtp\" is not a whole number",
                "connections: 0 | connections: must be from 1 to 1000000: 0",
                "limits: [30] | limits: not a limit: \"30\"; write it like 30/min, 500/h, 10000/d or 5/10s",
                "passwort: x | passwort: there is no such field, did you mean \"password\"?",
                "username: u | password: is missing, write ${NAME} for an environment variable, or password-file:",
                "password: p | username: is missing, though there is a password",
                "username: u, password: p, token: t | token: stands beside password:, only one of them can be right",
                "username: u, token: t, auth: password | token: is for auth: xoauth2",
                "username: u, password: p, auth: ntlm | auth: \"ntlm\" is none of password, xoauth2",
                "username: u, password-file: fehlt | password-file: the file \"fehlt\" cannot be read",
                "insecure: vielleicht | insecure: must be true or false",
                "sandbox: true | host: is for a real server, and this mailbox is a sandbox; remove one of the two",
                "envelope-sender: bounce | envelope-sender: \"bounce\" is not an address, write it like name@example.de",
                "envelope-sender: 'b@{token}.de' | envelope-sender: \"b@{token}.de\" must have {token} once, before the @, as in bounce+{token}@example.de",
                "envelope-sender: '{token}{token}@x.de' | envelope-sender: \"{token}{token}@x.de\" must have {token} once, before the @, as in bounce+{token}@example.de",
                "sending-hosts: [a b] | sending-hosts: \"a b\" is not a domain or host name",
                "bounces: { port: 993 } | bounces.host: is missing, name the IMAP server",
                "bounces: { host: imap.x.de, security: none } | bounces.security: none would show mails and password to everybody on the way to imap.x.de; use starttls or tls, or say insecure: true if you must",
                "bounces: { host: imap.x.de, folder: A, unknown: A } | bounces.folder: must be another folder than those for the mails that were read",
                "bounces: { host: imap.x.de, soft: { most: 0 } } | bounces.soft.most: must be from 1 to 1000000: 0",
                "bounces: { host: imap.x.de, soft: { within: 30d } } | bounces.soft.within: \"30d\" is not a duration, write it like P30D",
                "envelope-sender: 'bounce{token}@x.de' | envelope-sender: \"bounce{token}@x.de\" must have a sign beside {token}, as in bounce+{token}@example.de",
                "unsubscribe: { } | unsubscribe.url: is missing, name the page as the world reaches it, or a mailto:",
                "unsubscribe: { url: 'http://x.de/u' } | unsubscribe.url: \"http://x.de/u\" must begin with https:// and a host",
                "unsubscribe: { url: 'https://x.de/u?a=b' } | unsubscribe.url: \"https://x.de/u?a=b\" must end with a path, each mail's token comes behind it",
                "unsubscribe: { url: 'https://x y' } | unsubscribe.url: \"https://x y\" is not an address of a page",
                "unsubscribe: { mailto: x } | unsubscribe.mailto: \"x\" is not an address, write it like name@example.de",
            })
    void whatCannotBeIsSaidWithItsPlaceAndARemedy(String fields, String fault) {
        assertThatThrownBy(() -> haupt(fields))
                .isInstanceOf(InputFault.class)
                .message()
                .isEqualTo(folder.resolve("mailboxes.yaml") + ":1: haupt." + fault);
    }

    @Test
    void returnedMailsAreReadOverTlsAndSortedIntoFolders() {
        var standard = haupt("bounces: { host: imap.x.de }").bounces().orElseThrow();
        assertThat(standard)
                .isEqualTo(new Mailbox.BounceMailbox(
                        "imap.x.de",
                        993,
                        Mailbox.Security.TLS,
                        Optional.empty(),
                        "INBOX",
                        "Handled",
                        "Unknown",
                        new Mailbox.SoftBounces(3, Duration.ofDays(30))));
        var own = haupt("bounces: { host: localhost, security: none, folder: A, handled: A/B, unknown: A/C,"
                        + " soft: { most: 5, within: P7D } }")
                .bounces()
                .orElseThrow();
        assertThat(own.port()).isEqualTo(143);
        assertThat(own.handled()).isEqualTo("A/B");
        assertThat(own.unknown()).isEqualTo("A/C");
        assertThat(own.soft()).isEqualTo(new Mailbox.SoftBounces(5, Duration.ofDays(7)));
    }

    @Test
    void theWayToUnsubscribeIsReadWithoutTheSecretsBesideIt() {
        MailboxFile file = read("""
                haupt: { host: smtp.x.de, username: u, password: "${MISSING}",
                  unsubscribe: { url: "https://versand.x.de/unsubscribe/", mailto: "abmelden+{token}@x.de" } }
                """, Map.of());
        assertThat(file.unsubscribe("haupt"))
                .contains(new Mailbox.Unsubscribe(
                        Optional.of("https://versand.x.de/unsubscribe"), Optional.of("abmelden+{token}@x.de")));
        assertThat(file.unsubscribe("sandbox")).isEmpty();
    }

    @Test
    void noSecretShowsItself() {
        Mailbox mailbox = haupt("username: u, password: geheim");
        assertThat(mailbox.toString()).doesNotContain("geheim");
        assertThat(new Environment(Map.of("A", "geheim"), ZoneId.of("UTC")).toString())
                .doesNotContain("geheim");
    }
}
