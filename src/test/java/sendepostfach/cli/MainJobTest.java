package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.TestDatabase;

/** A small list through the sandbox to the account, as a user runs it; the same on both databases. */
class MainJobTest {
    private static final String LIST = """
            Vorname;Nachname;E-Mail
            Anna;Arend;anna@gmx.example
            Bernd;Busch;bernd@gmail.example
            Carla;Conrad;unbekannt.carla@gmail.example
            Anna;Arend;ANNA@GMX.example
            Dora;Dorn;dora at web
            =HYPERLINK("x");Ernst;ernst@schreinerei-huber.example
            """;

    @TempDir
    Path folder;

    @Test
    void everyRowIsAccountedForOnH2() throws Exception {
        checkAccount(run(Map.of()));
    }

    @Test
    void everyRowIsAccountedForOnMySql() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase()) {
            checkAccount(run(Map.of(
                    "spring.profiles.active", "mysql",
                    "spring.datasource.url", database.url(),
                    "spring.datasource.username", database.user(),
                    "spring.datasource.password", database.password())));
        }
    }

    private int run(Map<String, String> properties) throws Exception {
        Files.writeString(folder.resolve("liste.csv"), LIST);
        Files.writeString(folder.resolve("mail.txt"), "Hallo {{ vorname }} {{ nachname }}\n");
        Files.writeString(folder.resolve("probe.yaml"), """
                from: "Probe <news@probe.example>"
                subject: "{{ vorname | default('Hallo') }}"
                text: mail.txt
                list: { file: liste.csv }
                window: PT20S
                retry: [PT1S]
                report-to: chef@probe.example
                """);
        properties.forEach(System::setProperty);
        try {
            return Cli.run(
                    "run",
                    folder.resolve("probe.yaml").toString(),
                    "--data",
                    folder.resolve("data").toString());
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    private void checkAccount(int exitCode) throws Exception {
        assertThat(exitCode).isEqualTo(Cli.NEEDS_A_LOOK);
        Path reports = folder.resolve("data/reports/probe");
        Map<String, String> states =
                Files.readAllLines(reports.resolve("recipients.csv"), StandardCharsets.UTF_8).stream()
                        .skip(1)
                        .map(line -> line.split(","))
                        .collect(Collectors.toMap(cells -> cells[2], cells -> cells[3]));
        assertThat(states)
                .isEqualTo(Map.of(
                        "anna@gmx.example", "ACCEPTED",
                        "bernd@gmail.example", "ACCEPTED",
                        "unbekannt.carla@gmail.example", "REFUSED",
                        "ernst@schreinerei-huber.example", "ACCEPTED"));
        List<String> rejected = Files.readAllLines(reports.resolve("rejected.csv"));
        assertThat(rejected).hasSize(3);
        assertThat(rejected.get(1)).contains("5,duplicate");
        assertThat(rejected.get(2)).contains("6,malformed-address");
        assertThat(Files.readString(reports.resolve("undelivered.csv")))
                .contains("Carla")
                .contains("unknown-user");
        assertThat(Files.readString(reports.resolve("summary.txt"))).contains("6  rows in the list");
    }
}
