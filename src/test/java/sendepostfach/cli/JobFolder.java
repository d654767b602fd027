package sendepostfach.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import sendepostfach.servers.TestDatabase;

/**
 * A folder with a job "probe", and commands on it as a user runs them.
 *
 * @param folder where the job's files are; the data directory is below it
 * @param properties where the ledger is, where not in the data directory
 */
record JobFolder(Path folder, Map<String, String> properties) {
    /** A ledger in the data directory. */
    static JobFolder in(Path folder) {
        return new JobFolder(folder, Map.of());
    }

    /** A ledger in a MySQL database. */
    static JobFolder in(Path folder, TestDatabase database) {
        return new JobFolder(
                folder,
                Map.of(
                        "spring.profiles.active", "mysql",
                        "spring.datasource.url", database.url(),
                        "spring.datasource.username", database.user(),
                        "spring.datasource.password", database.password()));
    }

    /** Writes the job: the list's addresses, and more lines of the job file. */
    JobFolder job(Stream<String> addresses, String... more) throws IOException {
        Files.writeString(folder.resolve("liste.csv"), "E-Mail\n" + String.join("\n", addresses.toList()) + "\n");
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag\n");
        Files.writeString(folder.resolve("probe.yaml"), """
                from: "Probe <news@probe.example>"
                subject: Probe
                text: mail.txt
                list: { file: liste.csv }
                report-to: chef@probe.example
                """ + String.join("\n", more) + "\n");
        return this;
    }

    /** Writes a file beside the job, such as sandbox.yaml. */
    JobFolder file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return this;
    }

    /** Runs a command; JOB stands for the job file. */
    CapturedRun run(String... arguments) {
        properties.forEach(System::setProperty);
        try {
            Stream<String> where = Stream.of("--data", data().toString(), "--jobs", folder.toString());
            return CapturedRun.of(
                    Stream.concat(Arrays.stream(arguments).map(each -> each.equals("JOB") ? job() : each), where)
                            .toArray(String[]::new));
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    private String job() {
        return folder.resolve("probe.yaml").toString();
    }
}
