package sendepostfach.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * Postfix's smtp-sink on a free port of loopback: a server that does what its options say, such as {@code -Q rcpt} (421 and
 * gone at RCPT), {@code -q .} (gone after the last byte, without a reply), {@code -r data} (4xx), {@code -f rcpt} (5xx) or
 * {@code -w 5} (slow); see smtp-sink(1). It offers neither TLS nor a real login.
 */
public final class SmtpSink implements AutoCloseable {
    private final Path base;
    private final int port;
    private final Process process;

    private SmtpSink(Path base, int port, Process process) {
        this.base = base;
        this.port = port;
        this.process = process;
    }

    /** Starts one with these options of smtp-sink(1); skips the test where there is none. */
    public static SmtpSink start(String... options) {
        Required.POSTFIX.check(Tool.find("smtp-sink").isPresent(), "install Debian's package postfix");
        try {
            Path base = Files.createTempDirectory("smtp-sink-");
            Path mails = Files.createDirectory(base.resolve("mails"));
            Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setPosixFilePermissions(mails, PosixFilePermissions.fromString("rwxrwxrwx"));
            int port = Loopback.freePort();
            var line = new ArrayList<String>(List.of(options));
            if ("root".equals(System.getProperty("user.name"))) {
                line.addAll(List.of("-u", "nobody")); // it refuses to stay root
            }
            line.addAll(List.of("-d", mails + "/", Loopback.HOST + ":" + port, "100"));
            Process process = Tool.named("smtp-sink")
                    .with(line)
                    .redirectOutput(base.resolve("log").toFile())
                    .start();
            var sink = new SmtpSink(base, port, process);
            Awaitility.await("smtp-sink on port " + port)
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(20))
                    .failFast(() -> !process.isAlive())
                    .until(() -> Loopback.isOpen(port));
            return sink;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Where it listens. */
    public String host() {
        return Loopback.HOST;
    }

    /** The port of loopback that it listens on. */
    public int port() {
        return port;
    }

    /** The transactions that it has seen with at least a part of their content, in no order. */
    public List<DeliveredMail> received() throws IOException {
        var mails = new ArrayList<DeliveredMail>();
        try (Stream<Path> files = Files.list(base.resolve("mails"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                mails.add(DeliveredMail.read(file, "X-Rcpt-Args"));
            }
        }
        return mails;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
        FileSystemUtils.deleteRecursively(base);
    }
}
