package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.DeliveredMail;
import sendepostfach.servers.PostfixServer;
import sendepostfach.servers.TestCertificate;

/** A campaign through a real Postfix, with AUTH and STARTTLS, whose own limit is lower than the mailbox file says. */
class PostfixCampaignTest {
    private static final int RECIPIENTS = 60;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void everythingArrivesOnceAndNothingIsRefusedForGood() throws Exception {
        try (var postfix =
                PostfixServer.start(Map.of("smtpd_client_message_rate_limit", "40", "anvil_rate_time_unit", "20s"))) {
            writeJob(postfix);

            int exitCode = runAsAProcessThatTrusts(postfix.certificate());

            assertThat(exitCode).as(Files.readString(folder.resolve("log"))).isEqualTo(Cli.OK);
            assertThat(postfix.log()).contains("Message delivery request rate limit exceeded");
            List<DeliveredMail> delivered = postfix.awaitDelivered(RECIPIENTS);
            assertThat(delivered)
                    .extracting(DeliveredMail::recipient)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, RECIPIENTS)
                            .mapToObj(PostfixCampaignTest::address)
                            .toList());
            assertThat(delivered).extracting(DeliveredMail::messageId).doesNotHaveDuplicates();
            // the account's limit is nobody else's fault: no recipient has paid an attempt for it
            assertThat(Files.readAllLines(folder.resolve("data/reports/probe/recipients.csv")))
                    .hasSize(RECIPIENTS + 1)
                    .filteredOn(line -> line.contains("@"))
                    .allMatch(line -> line.contains(",ACCEPTED,") && line.split(",")[5].equals("1"));
        }
    }

    private static String address(int number) {
        return "kunde" + number + "@firma" + number % 3 + ".example";
    }

    private void writeJob(PostfixServer postfix) throws Exception {
        var list = new StringBuilder("Name,E-Mail\n");
        IntStream.range(0, RECIPIENTS).forEach(number -> list.append("Kunde ")
                .append(number)
                .append(',')
                .append(address(number))
                .append('\n'));
        Files.writeString(folder.resolve("liste.csv"), list);
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag {{ name }}\n");
        Files.writeString(folder.resolve("mailboxes.yaml"), """
                postfix:
                  host: %s
                  port: %d
                  security: starttls
                  username: %s
                  password: %s
                  connections: 4
                  limits: [600/min]
                """.formatted(
                        postfix.host(), postfix.port(), PostfixServer.USER, PostfixServer.PASSWORD));
        // rates that let the server's own limit be reached
        Files.writeString(folder.resolve("providers.yaml"), "defaults: { rate: 300/min, connections: 4 }\n");
        Files.writeString(folder.resolve("probe.yaml"), """
                mailbox: postfix
                from: "Probe <news@probe.example>"
                subject: Probe
                text: mail.txt
                list: { file: liste.csv }
                window: PT10M
                retry: [PT5S]
                """);
    }

    /** In a process of its own, since a JVM reads its trust store once. */
    private int runAsAProcessThatTrusts(TestCertificate certificate) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.ssl.trustStore=" + certificate.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "sendepostfach.Sendepostfach",
                        "run",
                        folder.resolve("probe.yaml").toString(),
                        "--data",
                        folder.resolve("data").toString())
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
