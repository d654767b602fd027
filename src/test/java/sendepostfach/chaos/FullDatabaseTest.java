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

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.OwnMySqlServer;
import sendepostfach.servers.TestDatabase;

/**
 * The database has no room left in the middle of a campaign, and has some again later: no mail goes out whose outcome could not
 * be kept, and the campaign goes on by itself. The server puts every fourth off once, with many words, so that there is much
 * to keep.
 */
class FullDatabaseTest {
    private static final int CONNECTIONS = 8;
    private static final String MANY_WORDS = "451 4.7.1 Come again later" + ", and later".repeat(150);
    private static final Duration FULL = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    /** It answers every change of a recipient with error 1114, as one does whose file must not grow any more. */
    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void aMySqlThatIsFullStopsTheSendingAndLosesNothing() throws Exception {
        try (var mysql = OwnMySqlServer.in(folder.resolve("mysql"), "--log-bin-trust-function-creators=ON");
                var server = new CountingServer().delay(10).notAtFirst(MANY_WORDS)) {
            check(mysql.database(), server, 600, filling(mysql.database()));
        }
    }

    /** Its file system is full. */
    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void aDiskThatIsFullStopsTheSendingWithTheEmbeddedDatabaseAndLosesNothing() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=160m", "small", data.toString()),
                "needs the right to mount a small file system");
        try (var server = new CountingServer().delay(10).notAtFirst(MANY_WORDS)) {
            check(null, server, 600, filling(data));
        } finally {
            assertThat(run("umount", data.toString())).isTrue();
        }
    }

    private void check(
            @org.jspecify.annotations.Nullable TestDatabase database,
            CountingServer server,
            int recipients,
            Outages.Trouble trouble)
            throws SQLException {
        Workshop workshop = Workshop.layOut(folder, database, server.port(), recipients, CONNECTIONS, "", "");
        List<Integer> during = new Outages(workshop, server, trouble, System.nanoTime(), System.out).run(2, FULL);
        Books books = Books.of(workshop, server);
        assertThat(books.complaints(0)).as(books.toString()).isEmpty();
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
