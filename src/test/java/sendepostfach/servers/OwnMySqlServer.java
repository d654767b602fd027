package sendepostfach.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MySQL of a test's own, with its own data and port, which may be killed. Its {@code mysqld} is the one that the
 * environment variable {@code SENDEPOSTFACH_TEST_MYSQLD} names, or else the one on the PATH. One that belongs to another system
 * below some directory is run with that system's libraries.
 */
public final class OwnMySqlServer implements AutoCloseable {
    private static final String VARIABLE = "SENDEPOSTFACH_TEST_MYSQLD";
    private static final Duration START = Duration.ofMinutes(1);
    private static final String NAME = "sendepostfach";

    private final Path folder;
    private final List<String> line;
    private final int port = Loopback.freePort();
    private Process process;

    private OwnMySqlServer(Path folder, List<String> line) {
        this.folder = folder;
        this.line = line;
        this.process = start();
    }

    /**
     * Starts a server that keeps its files in {@code folder}; skips the test where there is no mysqld.
     *
     * @param options more of mysqld's options, such as {@code --innodb-file-per-table=OFF}
     */
    public static OwnMySqlServer in(Path folder, String... options) {
        Optional<Path> found = program();
        Required.MYSQLD.check(found.isPresent(), "install MySQL's server, or let " + VARIABLE + " name its mysqld");
        try {
            List<String> line = commandLine(found.orElseThrow());
            line.addAll(List.of(options));
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("init.sql"),
                    "CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4; CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%1$s'; GRANT ALL ON `%1$s`.* TO '%1$s'@'%%';%n"
                            .replace("; ", ";\n")
                            .formatted(NAME));
            var initialising = new ArrayList<>(line);
            initialising.addAll(List.of("--initialize-insecure", "--datadir=" + folder.resolve("data")));
            Process first = new ProcessBuilder(initialising)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("initialising.log").toFile())
                    .start();
            if (!first.waitFor(START.toSeconds(), TimeUnit.SECONDS) || first.exitValue() != 0) {
                first.destroyForcibly();
                throw new IllegalStateException(Files.readString(folder.resolve("initialising.log")));
            }
            return new OwnMySqlServer(folder, line);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private static Optional<Path> program() {
        String named = System.getenv(VARIABLE);
        return named == null || named.isBlank()
                ? Tool.find("mysqld").map(Tool::path)
                : Optional.of(Path.of(named)).filter(Files::isExecutable);
    }

    private static List<String> commandLine(Path mysqld) throws IOException {
        var line = new ArrayList<String>();
        // .../usr/sbin/mysqld
        Path usr = mysqld.toRealPath().resolve("../..").normalize();
        Path root = usr.resolve("..").normalize();
        Path loader = root.resolve("lib64/ld-linux-x86-64.so.2");
        if (root.getNameCount() > 0 && Files.exists(loader)) {
            Path libraries = usr.resolve("lib/x86_64-linux-gnu");
            line.addAll(
                    List.of(loader.toString(), "--library-path", libraries + ":" + usr.resolve("lib/mysql/private")));
        }
        line.addAll(List.of(mysqld.toString(), "--no-defaults", "--basedir=" + usr));
        Stream.of("share/mysql", "share/mysql-8.4", "share")
                .map(usr::resolve)
                .filter(share -> Files.isDirectory(share.resolve("english")))
                .findFirst()
                .ifPresent(share -> line.add("--lc-messages-dir=" + share));
        if (System.getProperty("user.name").equals("root")) {
            line.add("--user=root");
        }
        return line;
    }

    private Process start() {
        var running = new ArrayList<>(line);
        running.addAll(List.of(
                "--datadir=" + folder.resolve("data"),
                "--port=" + port,
                "--bind-address=" + Loopback.HOST,
                "--socket=" + folder.resolve("mysqld.sock"),
                "--pid-file=" + folder.resolve("mysqld.pid"),
                "--init-file=" + folder.resolve("init.sql"),
                "--mysqlx=OFF",
                "--secure-file-priv=NULL",
                "--innodb-buffer-pool-size=64M",
                "--max-connections=100"));
        try {
            Path log = folder.resolve("mysqld.log");
            Process started = new ProcessBuilder(running)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            long end = System.nanoTime() + START.toNanos();
            while (!Loopback.isOpen(port)) {
                if (!started.isAlive() || System.nanoTime() > end) {
                    started.destroyForcibly();
                    throw new IllegalStateException("mysqld does not start: " + Files.readString(log));
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return started;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** Its empty database. */
    public TestDatabase database() {
        String url = "jdbc:mysql://" + Loopback.HOST + ":" + port + "/" + NAME;
        return new TestDatabase(url, NAME, NAME, "DROP DATABASE " + NAME);
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** Starts it again where it was killed; returns when it takes connections. */
    public void restart() {
        process = start();
    }

    @Override
    public void close() {
        kill();
    }
}
