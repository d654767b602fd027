package sendepostfach.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import sendepostfach.servers.TestDatabase;

/**
 * A folder with a job, its list and its mailbox, and the database that the senders started here keep their ledger in.
 *
 * @param folder the job file's folder
 * @param database the MySQL database; null for the embedded one below {@code folder}
 * @param recipients how many rows the list has, all of them good
 * @param connections how many connections the mailbox allows
 * @param hurried whether senders are taken for dead soon; otherwise when the program's own settings say so
 */
record Workshop(
        Path folder,
        @org.jspecify.annotations.Nullable TestDatabase database,
        int recipients,
        int connections,
        boolean hurried) {
    private static final int DOMAINS = 7;

    /** Lays out a campaign for a mailbox at this port. */
    static Workshop layOut(
            Path folder,
            @org.jspecify.annotations.Nullable TestDatabase database,
            int port,
            int recipients,
            int connections,
            String moreOfMailbox,
            String moreOfJob) {
        try {
            Files.createDirectories(folder);
            var list = new StringBuilder("Name;E-Mail\n");
            for (int row = 1; row <= recipients; row++) {
                list.append("Kunde ")
                        .append(row)
                        .append(';')
                        .append(address(row))
                        .append('\n');
            }
            Files.writeString(folder.resolve("list.csv"), list);
            Files.writeString(folder.resolve("mail.txt"), "Guten Tag {{ name }}\n");
            Files.writeString(folder.resolve("mailboxes.yaml"), """
                    counting:
                      host: 127.0.0.1
                      port: %d
                      security: none
                      connections: %d
                    %s
                    """.formatted(port, connections, moreOfMailbox));
            // the sites shall not be what holds the senders back
            Files.writeString(folder.resolve("providers.yaml"), "defaults: { rate: 600000/min, connections: 100 }\n");
            Files.writeString(folder.resolve("chaos.yaml"), """
                    campaign: chaos
                    mailbox: counting
                    from: "Probe <news@probe.example>"
                    subject: Probe
                    text: mail.txt
                    list: { file: list.csv }
                    retry: [PT1S]
                    %s
                    """.formatted(moreOfJob));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return new Workshop(folder, database, recipients, connections, true);
    }

    /** The same, with senders that live by the program's own settings. */
    Workshop unhurried() {
        return new Workshop(folder, database, recipients, connections, false);
    }

    static String address(int row) {
        return "kunde" + row + "@firma" + row % DOMAINS + ".example";
    }

    Path job() {
        return folder.resolve("chaos.yaml");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Starts the program with these arguments in a process of its own. */
    Sender start(String... arguments) {
        return Sender.start(this, arguments);
    }

    /** Starts a process that serves. */
    Sender serve() {
        try (var free = new ServerSocket(0)) {
            return start("serve", "--port", String.valueOf(free.getLocalPort()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** What a sender finds in its environment: where its database is, and that it shall be taken over from soon. */
    Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        if (hurried) {
            environment.put("SENDEPOSTFACH_LEASE", "5s");
            environment.put("SENDEPOSTFACH_SILENCE", "5");
            environment.put("SENDEPOSTFACH_WATCH_EVERY", "2s");
        }
        if (database != null) {
            environment.put("SPRING_PROFILES_ACTIVE", "mysql");
            environment.put("SPRING_DATASOURCE_URL", database.url());
            environment.put("SPRING_DATASOURCE_USERNAME", database.user());
            environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
        }
        return environment;
    }
}
