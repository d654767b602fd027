package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.DovecotServer;
import sendepostfach.servers.Loopback;
import sendepostfach.servers.PostfixServer;
import sendepostfach.servers.TestCertificate;

/**
 * A campaign through a real Postfix, which takes everything and delivers to a real Dovecot: to unknown users, into a full
 * mailbox, and to a domain that is down. Its delivery reports come back by IMAP.
 */
class PostfixReturnsTest {
    private static final int RETURNED = 7;
    private static final Pattern UNSUBSCRIBE = Pattern.compile("<mailto:(bounce\\+[a-z0-9.]+@blatt\\.example)\\?");

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void whatComesBackReachesTheAccountAndTheSuppressionList() throws Exception {
        DovecotServer.require();
        int lmtp = Loopback.freePort();
        try (var postfix = PostfixServer.start(Map.of(
                        "virtual_transport", "lmtp:inet:127.0.0.1:" + lmtp,
                        "transport_maps", "inline:{ down.example=smtp:[127.0.0.1]:1 }",
                        "disable_dns_lookups", "yes",
                        "smtpd_recipient_restrictions",
                                "check_recipient_access inline:{ { weg@firma.example = 550 5.1.1 no such user } },"
                                        + " permit_sasl_authenticated, reject",
                        // no returned mail may wait longer than this for Dovecot either: Postfix would throw it away
                        "maximal_queue_lifetime", "10s",
                        "minimal_backoff_time", "1s",
                        "maximal_backoff_time", "1s",
                        "queue_run_delay", "1s"));
                var dovecot = DovecotServer.start(lmtp, postfix.certificate(), users())) {
            writeJob(postfix, dovecot);

            assertThat(sendepostfach(
                            postfix.certificate(),
                            "run",
                            folder.resolve("probe.yaml").toString()))
                    .as(Files.readString(folder.resolve("log")))
                    .isEqualTo(Cli.NEEDS_A_LOOK);
            awaitReturned(postfix, dovecot);
            dovecot.deliver("bounce", "1.unsubscribe", unsubscribe(dovecot));
            dovecot.deliver("bounce", "2.forged", forged(dovecot));
            dovecot.deliver(
                    "bounce",
                    "3.away",
                    "From: kunde2@firma.example\nTo: bounce@blatt.example\nSubject: Abwesend\n"
                            + "Auto-Submitted: auto-replied\n\nIch bin weg.\n");
            assertThat(sendepostfach(postfix.certificate(), "collect"))
                    .as(Files.readString(folder.resolve("log")))
                    .isEqualTo(Cli.OK);

            assertThat(dovecot.count("bounce", "")).isZero();
            assertThat(dovecot.count("bounce", "Handled")).isEqualTo(RETURNED + 2);
            assertThat(dovecot.count("bounce", "Unknown")).isEqualTo(1);
            checkAccount();
            assertThat(Cli.run("suppress", "list", "--data", data(), "kunde3@firma.example"))
                    .as("the forged report's recipient")
                    .isEqualTo(Cli.NEEDS_A_LOOK);
            for (String suppressed : List.of("unbekannt1", "unbekannt2", "unbekannt3", "kunde1", "weg")) {
                assertThat(Cli.run("suppress", "list", "--data", data(), suppressed + "@firma.example"))
                        .as(suppressed)
                        .isEqualTo(Cli.OK);
            }
        }
    }

    /** How fast a real Postfix gives up is its own matter; what it did is said where it takes too long. */
    private static void awaitReturned(PostfixServer postfix, DovecotServer dovecot) throws IOException {
        Callable<Integer> returned = () -> dovecot.count("bounce", "") + dovecot.count("bounce", "Handled");
        try {
            Awaitility.await("returned mails")
                    .atMost(Duration.ofSeconds(60))
                    .until(returned, count -> count >= RETURNED);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(postfix.log(), late);
        }
    }

    private void checkAccount() throws Exception {
        assertThat(Cli.run("report", "probe", "--data", data())).isEqualTo(Cli.NEEDS_A_LOOK);
        Map<String, String> ended = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("data/reports/probe/recipients.csv"))) {
            String[] cells = line.split(",", 9);
            ended.put(cells[2].replaceFirst("@.*", ""), cells[3] + " " + cells[7]);
        }
        Map<String, String> wanted = new HashMap<>();
        wanted.put("address", "state kind");
        for (int i = 1; i <= 5; i++) {
            wanted.put("kunde" + i, "ACCEPTED ");
        }
        for (int i = 1; i <= 3; i++) {
            wanted.put("unbekannt" + i, "BOUNCED unknown-user");
        }
        wanted.put("weg", "REFUSED unknown-user");
        wanted.put("voll", "BOUNCED mailbox-full");
        wanted.put("a", "BOUNCED transient");
        wanted.put("b", "BOUNCED transient");
        wanted.put("c", "BOUNCED transient");
        assertThat(ended).isEqualTo(wanted);
        assertThat(Files.readString(folder.resolve("data/reports/probe/summary.txt")))
                .contains("13  rows in the list", "5  ACCEPTED", "7  BOUNCED", "1  unsubscribed", "Final on");
        assertThat(Files.readString(folder.resolve("data/reports/probe/undelivered.csv")))
                .contains("unbekannt1@firma.example", "Quota exceeded", "Connection refused");
    }

    private static Map<String, String> users() {
        Map<String, String> users = new HashMap<>();
        for (int i = 1; i <= 5; i++) {
            users.put("kunde" + i, "");
        }
        users.put("bounce", "");
        users.put("voll", "*:bytes=10");
        return users;
    }

    private static String unsubscribe(DovecotServer dovecot) throws Exception {
        Matcher address = UNSUBSCRIBE.matcher(dovecot.fresh("kunde1").get(0));
        assertThat(address.find()).isTrue();
        return "From: kunde1@firma.example\nTo: " + address.group(1) + "\nSubject: unsubscribe\n\n\n";
    }

    /** As somebody writes who has a mail of the campaign, and means another's. */
    private static String forged(DovecotServer dovecot) throws Exception {
        Matcher id = Pattern.compile("X-Sendepostfach-Id: ([a-z0-9]+)\\.(\\d+)\\.([a-z2-7]+)")
                .matcher(dovecot.fresh("kunde2").get(0));
        assertThat(id.find()).isTrue();
        String token = id.group(1) + "." + (Integer.parseInt(id.group(2)) + 1) + "." + id.group(3);
        return "From: MAILER-DAEMON@firma.example\nTo: bounce+" + token + "@blatt.example\n"
                + "Subject: Undelivered Mail Returned to Sender\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
                + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; firma.example\n\n"
                + "Final-Recipient: rfc822; kunde3@firma.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void writeJob(PostfixServer postfix, DovecotServer dovecot) throws Exception {
        var list = new StringBuilder("E-Mail\n");
        users().keySet().stream()
                .filter(user -> !user.equals("bounce"))
                .sorted()
                .forEach(user -> list.append(user).append("@firma.example\n"));
        list.append("unbekannt1@firma.example\nunbekannt2@firma.example\nunbekannt3@firma.example\n");
        list.append("weg@firma.example\na@down.example\nb@down.example\nc@down.example\n");
        Files.writeString(folder.resolve("liste.csv"), list);
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag\n");
        Files.writeString(folder.resolve("mailboxes.yaml"), """
                postfix:
                  host: %s
                  port: %d
                  username: %s
                  password: %s
                  envelope-sender: "bounce+{token}@blatt.example"
                  unsubscribe: { mailto: "bounce+{token}@blatt.example" }
                  bounces: { host: %s, port: %d, username: bounce, password: %s }
                """.formatted(
                        postfix.host(),
                        postfix.port(),
                        PostfixServer.USER,
                        PostfixServer.PASSWORD,
                        dovecot.host(),
                        dovecot.port(),
                        DovecotServer.PASSWORD));
        Files.writeString(folder.resolve("providers.yaml"), "defaults: { rate: 600/min, connections: 4 }\n");
        Files.writeString(folder.resolve("probe.yaml"), """
                mailbox: postfix
                from: "Probe <news@blatt.example>"
                subject: Probe
                text: mail.txt
                list: { file: liste.csv }
                window: PT10M
                retry: [PT5S]
                """);
    }

    /** In a process of its own, since a JVM reads its trust store once. */
    private int sendepostfach(TestCertificate certificate, String... arguments) throws Exception {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + certificate.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                "sendepostfach.Sendepostfach"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data", data()));
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }
}
