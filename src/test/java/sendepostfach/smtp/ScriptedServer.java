package sendepostfach.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A loopback SMTP server whose answers a test decides, step by step, and which remembers what it has got:
 *
 * <pre>{@code
 * try (var server = ScriptedServer.start(step -> step.is(RCPT) ? reply("450 4.2.1 later") : usual())) {
 *     ... server.port() ... server.received() ...
 * }
 * }</pre>
 *
 * Commands may be pipelined, also the next mail right behind the end of data. A thread a connection; the script is asked
 * by several threads at once.
 */
public final class ScriptedServer implements AutoCloseable {
    /** The answers. */
    @FunctionalInterface
    public interface Script {
        ScriptedAnswer to(ScriptedStep step);
    }

    private static final List<String> KEYWORDS =
            List.of("PIPELINING", "SIZE 35882577", "8BITMIME", "ENHANCEDSTATUSCODES", "DSN", "SMTPUTF8");

    private final Script script;
    private final List<String> keywords;
    private final Optional<SSLContext> tls;
    private final boolean tlsFromTheFirstByte;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "scripted SMTP server");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final Queue<ReceivedMail> received = new ConcurrentLinkedQueue<>();
    private final Queue<ScriptedStep> steps = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();
    private final CompletableFuture<Void> listening;

    private ScriptedServer(
            Script script, List<String> keywords, Optional<SSLContext> tls, boolean tlsFromTheFirstByte) {
        this.script = script;
        this.keywords = keywords;
        this.tls = tls;
        this.tlsFromTheFirstByte = tlsFromTheFirstByte;
        try {
            listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
        listening = CompletableFuture.runAsync(this::listen, threads);
    }

    /** Starts a server with the usual EHLO keywords, without STARTTLS. */
    public static ScriptedServer start(Script script) {
        return new ScriptedServer(script, KEYWORDS, Optional.empty(), false);
    }

    /** Starts a server with these EHLO keywords, such as {@code AUTH PLAIN LOGIN}; without STARTTLS. */
    public static ScriptedServer start(Script script, String... keywords) {
        return new ScriptedServer(script, List.of(keywords), Optional.empty(), false);
    }

    /** Starts a server that offers STARTTLS with a certificate of its own, see {@link TestCertificate}. */
    public static ScriptedServer startWithTls(Script script, String... keywords) {
        List<String> words = keywords.length == 0 ? KEYWORDS : List.of(keywords);
        return new ScriptedServer(script, words, Optional.of(TestCertificate.serverContext()), false);
    }

    /** Starts a server that offers STARTTLS with a certificate that a test chooses. */
    public static ScriptedServer startWithTls(Script script, SSLContext tls) {
        return new ScriptedServer(script, KEYWORDS, Optional.of(tls), false);
    }

    /** Starts a server that speaks TLS from the first byte, with a certificate that a test chooses. */
    public static ScriptedServer startInTls(Script script, SSLContext tls, String... keywords) {
        List<String> words = keywords.length == 0 ? KEYWORDS : List.of(keywords);
        return new ScriptedServer(script, words, Optional.of(tls), true);
    }

    /** The port on the loopback interface. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Each mail whose last byte has come, in order, whatever was answered then. */
    public List<ReceivedMail> received() {
        return List.copyOf(received);
    }

    /** The mails that got a positive answer. */
    public List<ReceivedMail> accepted() {
        return received.stream().filter(ReceivedMail::wasAccepted).toList();
    }

    /** Each step that a client took, in order. */
    public List<ScriptedStep> steps() {
        return List.copyOf(steps);
    }

    /** How many connections have been opened so far. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.size();
    }

    /** How many connections were open at once at most. */
    public int mostOpenConnections() {
        return mostOpen.get();
    }

    /** Breaks all connections and goes on listening. */
    public void breakConnections() {
        open.forEach(ScriptedServer::closeQuietly);
    }

    /** Nobody is let in from then on. The port is given up only when the thread that waits for somebody has noticed. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException ignored) {
            // it is of no use any more
        }
        listening.join();
        breakConnections();
        threads.shutdownNow();
    }

    List<String> keywords() {
        return keywords;
    }

    Optional<SSLContext> tls() {
        return tls;
    }

    boolean tlsFromTheFirstByte() {
        return tlsFromTheFirstByte;
    }

    ScriptedAnswer ask(ScriptedStep step) {
        steps.add(step);
        return script.to(step);
    }

    /** How often a mail with this Message-ID has come, this time included. */
    int countAttempt(String messageId) {
        return attempts.computeIfAbsent(messageId, id -> new AtomicInteger()).incrementAndGet();
    }

    Instant now() {
        return clock.instant();
    }

    void remember(ReceivedMail mail) {
        received.add(mail);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                mostOpen.accumulateAndGet(open.size(), Math::max);
                int number = connections.incrementAndGet();
                threads.execute(() -> talk(socket, number));
            } catch (IOException | RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket, int number) {
        try {
            new ScriptedSession(this, socket, number).run();
        } catch (IOException clientHasGone) {
            // which is its right
        } finally {
            closeQuietly(socket);
            open.remove(socket);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is of no use any more
        }
    }
}
