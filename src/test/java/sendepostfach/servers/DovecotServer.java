package sendepostfach.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * A real Dovecot: IMAP over TLS or with STARTTLS, and LMTP for a Postfix to deliver to, on free ports of loopback, with its configuration and
 * its mails in a temporary directory of its own.
 */
public final class DovecotServer implements AutoCloseable {
    /** Everybody's password. */
    public static final String PASSWORD = "geheim";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path base;
    private final int imaps;
    private final int imap = Loopback.freePort();
    private final Thread atExit = new Thread(this::stop);
    private boolean running;

    private DovecotServer(Path base, int imaps) {
        this.base = base;
        this.imaps = imaps;
    }

    /**
     * Starts one; skips the test where Dovecot cannot run.
     *
     * @param lmtp the port of loopback to take mails on
     * @param certificate what it shows
     * @param users who has a mailbox, with the quota's rule, such as {@code *:bytes=1000}, or an empty one
     */
    public static DovecotServer start(int lmtp, TestCertificate certificate, Map<String, String> users) {
        return start(lmtp, certificate, users, "required", "");
    }

    /**
     * Starts one with more settings.
     *
     * @param ssl whether TLS is {@code required} for a login, or only offered ({@code yes})
     * @param settings lines of its configuration
     */
    public static DovecotServer start(
            int lmtp, TestCertificate certificate, Map<String, String> users, String ssl, String settings) {
        require();
        try {
            Path base = Files.createTempDirectory("dovecot-");
            Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
            var server = new DovecotServer(base, Loopback.freePort());
            server.configure(lmtp, certificate, users, ssl, settings);
            server.start(lmtp);
            return server;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Skips the test where Dovecot cannot run. */
    public static void require() {
        Required.DOVECOT.check(
                Tool.find("dovecot").isPresent() && Files.exists(Path.of("/usr/lib/dovecot/imap")),
                "install Debian's packages dovecot-imapd and dovecot-lmtpd");
        Required.DOVECOT.check(
                Files.exists(Path.of("/usr/lib/dovecot/lmtp")), "install Debian's package dovecot-lmtpd");
        Required.DOVECOT.check("root".equals(System.getProperty("user.name")), "Dovecot changes users only as root");
    }

    private void configure(
            int lmtp, TestCertificate certificate, Map<String, String> users, String ssl, String settings)
            throws IOException {
        own(Files.createDirectory(base.resolve("mail")));
        String text;
        try (var in = DovecotServer.class.getResourceAsStream("dovecot.conf")) {
            text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        Files.writeString(
                configuration(),
                text.replace("@BASE@", base.toString())
                        .replace("@CERTIFICATE@", certificate.certificate().toString())
                        .replace("@KEY@", certificate.key().toString())
                        .replace("@IMAPS@", "" + imaps)
                        .replace("@IMAP@", "" + imap)
                        .replace("@SSL@", ssl)
                        .replace("@SETTINGS@", settings)
                        .replace("@LMTP@", "" + lmtp));
        Files.writeString(
                base.resolve("users"),
                users.entrySet().stream()
                        .map(user -> user.getKey() + ":{PLAIN}" + PASSWORD + ":65534:65534::" + base + "/mail/"
                                + user.getKey() + "::"
                                + (user.getValue().isEmpty() ? "" : "userdb_quota_rule=" + user.getValue()) + "\n")
                        .collect(Collectors.joining()));
    }

    private void start(int lmtp) {
        Runtime.getRuntime().addShutdownHook(atExit);
        running = true;
        Tool.named("dovecot").run("", "-c", configuration().toString());
        Awaitility.await("Dovecot on port " + imap)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Loopback.isOpen(imap) && Loopback.isOpen(lmtp));
    }

    /** Stops the server. */
    public synchronized void stop() {
        if (running) {
            running = false;
            Tool.named("doveadm").run("", "-c", configuration().toString(), "stop");
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

    /** The port of loopback for IMAP over TLS. */
    public int port() {
        return imaps;
    }

    /** The port of loopback for IMAP that begins without TLS. */
    public int plainPort() {
        return imap;
    }

    /** How many mails a user has in a folder; INBOX is the empty name. */
    public int count(String user, String folder) {
        Path maildir = base.resolve("mail/" + user + "/Maildir" + (folder.isEmpty() ? "" : "/." + folder));
        return Stream.of("new", "cur")
                .map(part -> maildir.resolve(part).toFile().list())
                .mapToInt(names -> names == null ? 0 : names.length)
                .sum();
    }

    /** The mails that have come for a user and that nobody has read. */
    public List<String> fresh(String user) throws IOException {
        return mailsIn(base.resolve("mail/" + user + "/Maildir/new"));
    }

    /** The mails in a user's folder; INBOX is the empty name. */
    public List<String> mails(String user, String folder) throws IOException {
        Path maildir = base.resolve("mail/" + user + "/Maildir" + (folder.isEmpty() ? "" : "/." + folder));
        List<String> mails = mailsIn(maildir.resolve("new"));
        mails.addAll(mailsIn(maildir.resolve("cur")));
        return mails;
    }

    private static List<String> mailsIn(Path folder) throws IOException {
        var mails = new ArrayList<String>();
        for (String name : Objects.requireNonNullElse(folder.toFile().list(), new String[0])) {
            mails.add(Files.readString(folder.resolve(name)));
        }
        return mails;
    }

    /** Puts a mail into a user's INBOX, as if it had been delivered. */
    public void deliver(String user, String name, String mail) throws IOException {
        Path maildir = base.resolve("mail/" + user + "/Maildir");
        if (!Files.exists(maildir)) {
            own(Files.createDirectories(base.resolve("mail/" + user)));
            own(Files.createDirectory(maildir));
            for (String part : List.of("tmp", "new", "cur")) {
                own(Files.createDirectory(maildir.resolve(part)));
            }
        }
        Path file = Files.writeString(maildir.resolve("tmp").resolve(name), mail);
        own(file);
        Files.move(file, maildir.resolve("new").resolve(name));
    }

    /** What it has logged so far. */
    public String log() throws IOException {
        return Files.readString(base.resolve("dovecot.log"));
    }

    private Path configuration() {
        return base.resolve("dovecot.conf");
    }

    private static Path own(Path file) throws IOException {
        return Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
}
