package sendepostfach.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The program in a process of its own, which is treated badly. */
final class Sender implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Process process;
    private final Path log;

    private Sender(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Sender start(Workshop workshop, String... arguments) {
        Path log = workshop.folder().resolve("sender-" + NUMBER.incrementAndGet() + ".log");
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "sendepostfach.Sendepostfach"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data", workshop.data().toString()));
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(workshop.environment());
        try {
            return new Sender(builder.start(), log);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The beginning of the name that it writes beside what it does. */
    String name() {
        return process.pid() + "@";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Throws what it has written where it has ended. */
    void checkIsAlive() {
        if (!isAlive()) {
            throw new IllegalStateException("ended:\n" + log());
        }
    }

    /** kill -9. */
    void kill() {
        signal("KILL");
        await(Duration.ofSeconds(10));
    }

    /** As if the machine stood still for a while. */
    void pause() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    /** The way a service manager stops a service. */
    void terminate() {
        signal("TERM");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start()
                    .waitFor();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        }
    }

    /** Waits for the end and returns the exit code. */
    int await(Duration most) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still running after " + most + ":\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(fault);
        }
    }

    /** What it has written. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
