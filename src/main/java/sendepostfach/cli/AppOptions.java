package sendepostfach.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import picocli.CommandLine.Option;

/** What all commands that use the ledger share. */
final class AppOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The data directory: the H2 database, the sandbox's mails, accounts (default: ./data).")
    Path data;

    @Option(
            names = "--jobs",
            paramLabel = "DIR",
            defaultValue = "jobs",
            description = "Where mailboxes.yaml, providers.yaml and sandbox.yaml are, unless beside the job file"
                    + " (default: ./jobs).")
    Path jobs;

    @Option(names = "--dns", paramLabel = "HOST:PORT", description = "Ask this name server instead of the system's.")
    Optional<String> dns = Optional.empty();

    /** As the properties that the application reads. */
    Map<String, Object> properties() {
        var properties = new TreeMap<String, Object>();
        properties.put("sendepostfach.data", data.toAbsolutePath().normalize().toString());
        properties.put("sendepostfach.jobs", jobs.toAbsolutePath().normalize().toString());
        dns.ifPresent(server -> properties.put("sendepostfach.dns", server));
        return properties;
    }

    /** What another command needs to work on the same data. */
    String asWritten() {
        return data.equals(Path.of("data")) ? "" : " --data " + data;
    }
}
