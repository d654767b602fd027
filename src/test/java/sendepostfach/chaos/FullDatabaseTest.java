package sendepostfach.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.OwnMySqlServer;
import sendepostfach.servers.TestDatabase;

/**
 * The database has no room left in the middle of a campaign, and has some again later: no mail goes out whose outcome could not
 * be kept, and nothing is lost. The server puts every fourth off once, with many words, so that there is much to keep.
 */
class FullDatabaseTest {
    private static final int CONNECTIONS = 8;
    private static final String MANY_WORDS = "451 4.7.1 Come again later" + ", and later".repeat(150);
    private static final Duration FULL = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    /**
     * It answers every change of a recipient with error 1114, as one does whose file must not grow any more; the campaign goes on
     * by itself.
     */
    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void aMySqlThatIsFullStopsTheSendingAndLosesNothing() throws Exception {
        try (var mysql = OwnMySqlServer.in(folder.resolve("mysql"), "--log-bin-trust-function-creators=ON");
                var server = new CountingServer().delay(10).notAtFirst(MANY_WORDS)) {
            Workshop workshop = workshop(mysql.database(), server);
            check(workshop, server, new Outages(workshop, server, filling(mysql.database()), seed(), System.out), 2, 0);
        }
    }

    /** Its file system is full: H2 closes the database, and may not find it again before the process is started anew. */
    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void aDiskThatIsFullStopsTheSendingWithTheEmbeddedDatabaseAndLosesNothing() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=160m", "small", data.toString()),
                "needs the right to mount a small file system");
        try (var server = new CountingServer().delay(10).notAtFirst(MANY_WORDS)) {
            Workshop workshop = workshop(null, server);
            // whoever was under way when the sender was killed
            int uncertain = 2 * CONNECTIONS;
            check(workshop, server, new Outages(workshop, server, filling(data), seed(), System.out), 1, uncertain);
        } finally {
            assertThat(run("umount", data.toString())).isTrue();
        }
    }

    private Workshop workshop(@Nullable TestDatabase database, CountingServer server) {
        return Workshop.layOut(folder, database, server.port(), 600, CONNECTIONS, "", "");
    }

    private static long seed() {
        return System.nanoTime();
    }

    private static void check(Workshop workshop, CountingServer server, Outages outages, int times, int uncertain)
            throws SQLException {
        List<Integer> during = outages.run(times, FULL);
        Books books = Books.of(workshop, server);
        assertThat(books.complaints(uncertain)).as(books.toString()).isEmpty();
        // a connection has at most two recipients claimed
        assertThat(during).allMatch(mails -> mails <= 2 * CONNECTIONS);
    }

    private static Outages.Trouble filling(TestDatabase database) {
        return new Full() {
            @Override
            public void begin() {
                execute("CREATE TRIGGER no_room BEFORE UPDATE ON recipient FOR EACH ROW SIGNAL SQLSTATE 'HY000'"
                        + " SET MYSQL_ERRNO = 1114, MESSAGE_TEXT = 'The table ''recipient'' is full'");
            }

            @Override
            public void end() {
                execute("DROP TRIGGER no_room");
            }

            private void execute(String sql) {
                try (Connection connection = database.connect();
                        var statement = connection.createStatement()) {
                    assertThat(statement.execute(sql)).isFalse();
                } catch (SQLException fault) {
                    throw new IllegalStateException(fault);
                }
            }
        };
    }

    private static Outages.Trouble filling(Path data) {
        Path filler = data.resolve("filler");
        return new Full() {
            @Override
            public void begin() {
                try (var out = Files.newOutputStream(filler)) {
                    while (true) {
                        out.write(new byte[4096]);
                    }
                } catch (IOException full) {
                    assertThat(full.getMessage()).contains("space");
                }
            }

            @Override
            public void end() {
                try {
                    Files.delete(filler);
                } catch (IOException fault) {
                    throw new UncheckedIOException(fault);
                }
            }

            @Override
            public boolean needsNewSender() {
                return true;
            }
        };
    }

    /** Comes up slowly: what is written for a while may find a place in what the database has already. */
    private abstract static class Full implements Outages.Trouble {
        @Override
        public Duration grace() {
            return Duration.ofSeconds(20);
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
