package sendepostfach.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.OwnMySqlServer;
import sendepostfach.servers.TestDatabase;

/**
 * The benchmark's way in: {@code kills mysql|h2 RECIPIENTS KILLS [SEED]} {@code cluster mysql RECIPIENTS SECONDS} or
 * {@code outages mysqld RECIPIENTS TIMES [SEED]}. Prints what was lost, sent twice and left uncertain; the exit code is 1 where that is more than is promised.
 */
final class Chaos {
    private static final int CONNECTIONS = 8;

    private Chaos() {}

    public static void main(String[] args) throws IOException, SQLException {
        Path folder =
                Files.createDirectories(Path.of("target", "chaos", args[0] + "-" + args[1] + "-" + System.nanoTime()));
        List<String> complaints =
                switch (args[0]) {
                    case "kills" -> kills(folder, args);
                    case "cluster" -> cluster(folder, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
                    case "outages" -> outages(folder, args);
                    default ->
                        throw new IllegalArgumentException(
                                "kills mysql|h2 RECIPIENTS KILLS [SEED], cluster mysql RECIPIENTS SECONDS,"
                                        + " or outages mysqld RECIPIENTS TIMES [SEED]");
                };
        System.out.println(complaints.isEmpty() ? "as promised" : String.join("\n", complaints));
        System.exit(complaints.isEmpty() ? 0 : 1);
    }

    /** A limit that the campaign needs about three times the standstill for. */
    private static List<String> cluster(Path folder, int recipients, int seconds) throws SQLException {
        int limit = Math.max(10, recipients * 10 / (3 * seconds));
        try (var server = new CountingServer().delay(10);
                TestDatabase database = MySqlServer.freshDatabase()) {
            String limits = "  limits: [" + limit + "/10s]";
            Workshop workshop = Workshop.layOut(folder, database, server.port(), recipients, CONNECTIONS, limits, "");
            new Cluster(workshop, server, Duration.ofSeconds(seconds), System.out).run();
            Books books = Books.of(workshop, server);
            int most = server.mostWithin(10_000);
            System.out.printf("%s%nat most %d mails within 10 s, %d allowed%n", books, most, limit);
            var complaints = new ArrayList<>(books.complaints(2 * 2 * CONNECTIONS));
            if (most > limit) {
                complaints.add("the mailbox's limit was not kept");
            }
            return complaints;
        }
    }

    /** A MySQL of its own is killed in the middle of the delivery and started again three seconds later. */
    private static List<String> outages(Path folder, String[] args) throws SQLException {
        int recipients = Integer.parseInt(args[2]);
        int times = Integer.parseInt(args[3]);
        long seed = args.length > 4 ? Long.parseLong(args[4]) : System.nanoTime();
        System.out.printf(Locale.ROOT, "%d recipients, %d outages, seed %d, in %s%n", recipients, times, seed, folder);
        try (var mysql = OwnMySqlServer.in(folder.resolve("mysql").toAbsolutePath());
                var server = new CountingServer().delay(10)) {
            Workshop workshop =
                    Workshop.layOut(folder, mysql.database(), server.port(), recipients, CONNECTIONS, "", "");
            new Outages(workshop, server, Outages.killing(mysql), seed, System.out).run(times, Duration.ofSeconds(3));
            Books books = Books.of(workshop, server);
            System.out.printf("%d outages with %d connections: %s%n", times, CONNECTIONS, books);
            return books.complaints(0);
        }
    }

    private static List<String> kills(Path folder, String[] args) throws SQLException {
        int recipients = Integer.parseInt(args[2]);
        int kills = Integer.parseInt(args[3]);
        long seed = args.length > 4 ? Long.parseLong(args[4]) : System.nanoTime();
        System.out.printf(Locale.ROOT, "%d recipients, %d kills, seed %d, in %s%n", recipients, kills, seed, folder);
        try (var server = new CountingServer().delay(10);
                TestDatabase database = args[1].equals("mysql") ? MySqlServer.freshDatabase() : null) {
            Workshop workshop = Workshop.layOut(folder, database, server.port(), recipients, CONNECTIONS, "", "");
            var campaign = new Kills(workshop, server, seed, System.out);
            int done = campaign.run(kills);
            Books books = Books.of(workshop, server);
            System.out.printf("%d kills with %d connections: %s%n", done, CONNECTIONS, books);
            return campaign.complaints(books);
        }
    }
}
