package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;
import tools.jackson.databind.JsonNode;

import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.GermanWords;
import sendepostfach.smtp.ScriptedAnswer;
import sendepostfach.smtp.ScriptedServer;

/** A job through a real mailbox, whose sender's domain does not let the sending host pass. */
class PreflightGateTest {
    @TempDir
    Path folder;

    private final PracticeNameServer names = new PracticeNameServer()
            .deniesOtherNames()
            .has("blatt.example", 300, Type.TXT, "\"v=spf1 mx -all\"")
            .has("blatt.example", 300, Type.MX, "10 mx.blatt.example.")
            .has("mx.blatt.example", 300, Type.A, "192.0.2.25")
            .has("out.provider.example", 300, Type.A, "192.0.2.66")
            .has("66.2.0.192.in-addr.arpa", 300, Type.PTR, "out.provider.example.")
            .has("firma.example", 300, Type.MX, "10 mx.firma.example.");
    private final ScriptedServer mailbox = ScriptedServer.start(step -> ScriptedAnswer.usual());

    @BeforeEach
    void writeJob() throws Exception {
        Files.writeString(
                folder.resolve("liste.csv"), "Name,E-Mail\nAnna,anna@firma.example\nBernd,bernd@firma.example\n");
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag {{ name }}\n");
        Files.writeString(folder.resolve("mailboxes.yaml"), """
                haupt: { host: 127.0.0.1, port: %d, security: none, sending-hosts: [out.provider.example] }
                """.formatted(mailbox.port()));
        Files.writeString(folder.resolve("probe.yaml"), """
                mailbox: haupt
                from: "Blatt <news@blatt.example>"
                subject: Probe
                text: mail.txt
                list: { file: liste.csv }
                """);
    }

    @AfterEach
    void stop() {
        names.close();
        mailbox.close();
    }

    @Test
    void doesNotStartUntilTheRecordIsPublished() {
        assertThat(sendepostfach("run", job())).isEqualTo(Cli.NEEDS_A_LOOK);
        assertThat(mailbox.accepted()).isEmpty();

        names.replaces("blatt.example", 300, Type.TXT, "\"v=spf1 mx ip4:192.0.2.66 -all\"");

        assertThat(sendepostfach("run", job())).isEqualTo(Cli.OK);
        assertThat(mailbox.accepted()).hasSize(2);
    }

    @Test
    void startsAllTheSameWhenForced() {
        assertThat(sendepostfach("run", job(), "--force")).isEqualTo(Cli.OK);
        assertThat(mailbox.accepted()).hasSize(2);
    }

    @Test
    void aRefusedScheduleCanBeTakenUpAgain() {
        assertThat(sendepostfach("schedule", job())).isEqualTo(Cli.NEEDS_A_LOOK);
        assertThat(sendepostfach("schedule", job(), "--force")).isEqualTo(Cli.OK);
    }

    @Test
    void checkSaysWhatToPublishAndSendsNothing() {
        List<JsonNode> found = check("check", job());
        JsonNode spf = found.stream()
                .filter(each -> each.path("check").asString().equals("spf"))
                .findFirst()
                .orElseThrow();

        assertThat(spf.path("level").asString()).isEqualTo("fail");
        assertThat(spf.path("remedy").asString()).endsWith("v=spf1 mx ip4:192.0.2.66 -all");
        assertThat(found)
                .extracting(each -> each.path("check").asString())
                .contains("mailbox", "mailbox-sender", "one-click", "dmarc");
        assertThat(mailbox.received()).isEmpty();
    }

    @Test
    void checksADomainWithoutAJob() {
        assertThat(check("check", "blatt.example", "--mailbox", "haupt", "--jobs", folder.toString()))
                .filteredOn(each -> each.path("level").asString().equals("fail"))
                .extracting(each -> each.path("check").asString())
                .contains("spf");
    }

    @Test
    void whatCheckSaysInGermanIsGerman() throws Exception {
        names.fails("_dmarc.blatt.example", Type.TXT).replaces("blatt.example", 300, Type.TXT, "\"v=spf1 ip4:x -all\"");
        addToJob("dkim: { domain: blatt.example, selector: s1, key: gone.pem }");

        List<JsonNode> english = check("check", job());
        List<JsonNode> german = check("check", job(), "--lang", "de");

        assertThat(names(german)).isEqualTo(names(english));
        for (int i = 0; i < german.size(); i++) {
            JsonNode each = german.get(i);
            assertThat(each.path("evidence")).isNotEqualTo(english.get(i).path("evidence"));
            GermanWords.areIn(each.path("evidence").asString());
            GermanWords.areIn(each.path("remedy").asString());
            each.path("insists").forEach(one -> {
                GermanWords.areIn(one.path("words").asString());
                GermanWords.areIn(one.path("refusal").asString());
            });
        }
        assertThat(german)
                .extracting(each -> each.path("evidence").asString())
                .contains("Die Schlüsseldatei " + folder.resolve("gone.pem") + " gibt es nicht.")
                .anyMatch(said -> said.contains("\"ip4:x\": keine IPv4-Adresse und kein IPv4-Netz"))
                .anyMatch(said -> said.contains("der Nameserver antwortet SERVFAIL"));
    }

    private static List<String> names(List<JsonNode> found) {
        return found.stream().map(each -> each.path("check").asString()).toList();
    }

    @Test
    void aKeyThatCannotBeUsedIsAFindingInTheSandboxToo() throws Exception {
        Files.writeString(folder.resolve("mailboxes.yaml"), "haupt: { sandbox: true }\n");
        addToJob("dkim: { domain: blatt.example, selector: s1, key: mail.txt }");

        assertThat(check("check", job()))
                .filteredOn(each -> each.path("check").asString().equals("dkim"))
                .extracting(each -> each.path("level").asString(), each -> each.path("evidence")
                        .asString())
                .containsExactly(tuple(
                        "fail",
                        folder.resolve("mail.txt") + " holds no private key in PEM (a block that begins with"
                                + " -----BEGIN PRIVATE KEY-----)."));
    }

    private void addToJob(String line) throws Exception {
        Files.writeString(folder.resolve("probe.yaml"), line + "\n", StandardOpenOption.APPEND);
    }

    private String job() {
        return folder.resolve("probe.yaml").toString();
    }

    private List<JsonNode> check(String... words) {
        PrintStream before = System.out;
        var said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            var all = new ArrayList<>(List.of(words));
            all.add("--json");
            assertThat(sendepostfach(all.toArray(String[]::new))).isEqualTo(Cli.NEEDS_A_LOOK);
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8).lines().map(Json::read).toList();
    }

    private int sendepostfach(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--data",
                folder.resolve("data").toString(),
                "--dns",
                names.address().toString()));
        return Cli.run(all.toArray(String[]::new));
    }
}
