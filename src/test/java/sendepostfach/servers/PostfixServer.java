package sendepostfach.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * A real Postfix as a sending mailbox: submission with STARTTLS and AUTH on a free port of loopback, with configuration,
 * queue and data in a temporary directory of its own. It takes mail for every domain, delivers it into one Maildir, and has
 * no way out to the network. Settings may have it deliver to a Dovecot instead ({@code virtual_transport}).
 */
public final class PostfixServer implements AutoCloseable {
    /** The account to log in with. */
    public static final String USER = "absender";

    /** Its password. */
    public static final String PASSWORD = "geheim";

    private static final String REALM = "postfix.test"; // main.cf's smtpd_sasl_local_domain
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path base;
    private final int port;
    private final TestCertificate certificate;
    private final Thread atExit = new Thread(this::stop);
    private boolean running;

    private PostfixServer(Path base, int port, TestCertificate certificate) {
        this.base = base;
        this.port = port;
        this.certificate = certificate;
    }

    /** Starts one without limits; skips the test where Postfix cannot run. */
    public static PostfixServer start() {
        return start(Map.of());
    }

    /**
     * Starts one with more settings of main.cf, such as {@code smtpd_client_message_rate_limit} and
     * {@code anvil_rate_time_unit}; skips the test where Postfix cannot run.
     */
    public static PostfixServer start(Map<String, String> settings) {
        Required.POSTFIX.check(Tool.find("postfix").isPresent(), "install Debian's package postfix");
        Required.POSTFIX.check(Tool.find("saslpasswd2").isPresent(), "install Debian's package sasl2-bin");
        Required.POSTFIX.check("root".equals(System.getProperty("user.name")), "Postfix starts only as root");
        try {
            Path base = Files.createTempDirectory("postfix-");
            // Postfix's own users have to pass through.
            Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
            var server = new PostfixServer(base, Loopback.freePort(), TestCertificate.in(base));
            server.configure(settings);
            server.start(PATIENCE);
            return server;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("cannot make a certificate", fault);
        }
    }

    private void configure(Map<String, String> settings) throws IOException {
        Path sasl = Files.createDirectories(configuration().resolve("sasl"));
        Files.createDirectory(base.resolve("queue"));
        own(Files.createDirectory(base.resolve("data")), "postfix");
        own(Files.createDirectory(base.resolve("delivered")), "nobody");
        writeMainCf(settings);
        Files.writeString(
                configuration().resolve("master.cf"), resource("master.cf").replace("@PORT@", "" + port));

        Path passwords = base.resolve("passwords");
        Files.writeString(sasl.resolve("smtpd.conf"), """
                pwcheck_method: auxprop
                auxprop_plugin: sasldb
                sasldb_path: %s
                mech_list: PLAIN LOGIN
                """.formatted(passwords));
        Tool.named("saslpasswd2").run(PASSWORD, "-p", "-c", "-f", passwords.toString(), "-u", REALM, USER);
        own(passwords, "postfix");
    }

    private void writeMainCf(Map<String, String> settings) throws IOException {
        var text = new StringBuilder("base = " + base + "\n");
        resource("main.cf")
                .lines()
                .filter(line -> !settings.containsKey(line.split("=", 2)[0].strip()))
                .forEach(line -> text.append(line).append('\n'));
        settings.forEach((name, value) -> text.append(name + " = " + value + "\n"));
        Path file = Files.writeString(configuration().resolve("main.cf"), text);
        // Postfix waits for seconds until a file looks finished that was written just now.
        Instant longAgo = Files.getLastModifiedTime(file).toInstant().minusSeconds(60);
        Files.setLastModifiedTime(file, FileTime.from(longAgo));
    }

    private void start(Duration patience) {
        Runtime.getRuntime().addShutdownHook(atExit);
        running = true;
        Tool.named("postfix").run("", "-c", configuration().toString(), "start");
        Awaitility.await("Postfix on port " + port)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Loopback.isOpen(port));
    }

    /** Stops the server; what it delivered and logged stays until {@link #close()}. */
    public synchronized void stop() {
        if (running) {
            running = false;
            Tool.named("postfix").run("", "-c", configuration().toString(), "stop");
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
        FileSystemUtils.deleteRecursively(base);
    }

    /** Where it listens. */
    public String host() {
        return Loopback.HOST;
    }

    /** The port of loopback that it listens on. */
    public int port() {
        return port;
    }

    /** The certificate that it shows after STARTTLS. */
    public TestCertificate certificate() {
        return certificate;
    }

    /** How many mails it has delivered, one a recipient. */
    public int deliveredCount() {
        Path fresh = base.resolve("delivered/Maildir/new");
        String[] names = fresh.toFile().list();
        return names == null ? 0 : names.length;
    }

    /** The mails that it has delivered, one a recipient, in no order. */
    public List<DeliveredMail> delivered() throws IOException {
        Path fresh = base.resolve("delivered/Maildir/new");
        if (!Files.exists(fresh)) {
            return List.of();
        }
        var mails = new ArrayList<DeliveredMail>();
        try (Stream<Path> files = Files.list(fresh)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                mails.add(DeliveredMail.read(file, "Delivered-To"));
            }
        }
        return mails;
    }

    /** Waits until {@code count} mails are delivered, which come a moment after the 250, and returns them. */
    public List<DeliveredMail> awaitDelivered(int count) throws IOException {
        Awaitility.await(count + " mails delivered")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> deliveredCount() >= count);
        return delivered();
    }

    /** What it has logged so far. */
    public String log() throws IOException {
        return Files.readString(base.resolve("mail.log"));
    }

    private Path configuration() {
        return base.resolve("conf");
    }

    private static void own(Path file, String user) throws IOException {
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }

    private static String resource(String name) throws IOException {
        try (var in = PostfixServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
