package sendepostfach.smtp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

/**
 * A server that does anything at any moment, by a seed: refuses, closes with 421, drops, resets, cuts and splits its replies,
 * talks nonsense, answers too early or twice, falls silent, takes DATA without a recipient. It remembers for every recipient
 * (kunde1@..., kunde2@..., by number) what it really did.
 */
final class HostileServer implements AutoCloseable {
    /** What was done to one recipient. */
    static final class Truth {
        /** How often a mail came whole and was accepted in a whole reply. */
        int accepted;
        /** How often a mail came whole and no whole reply was given. */
        int unanswered;
        /** How often the connection ended in the middle of the mail. */
        int cut;
        /** Whether a reply to the whole mail may have been lost in a reset. */
        boolean mayBeLost;

        final Set<Integer> refusals = ConcurrentHashMap.newKeySet();

        @Override
        public String toString() {
            return "accepted " + accepted + ", unanswered " + unanswered + ", cut " + cut + ", may be lost " + mayBeLost
                    + ", refused " + refusals;
        }
    }

    /** For what concerns no recipient. */
    private static final Truth NOBODY = new Truth();

    private final long seed;
    private final IntConsumer atEnd;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "hostile server");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Integer, Truth> truths = new ConcurrentHashMap<>();

    /** @param atEnd told the number of each recipient whose mail has come whole, before anything is said of it */
    HostileServer(long seed, IntConsumer atEnd) throws IOException {
        this.seed = seed;
        this.atEnd = atEnd;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    Truth truth(int recipient) {
        return truths.computeIfAbsent(recipient, number -> new Truth());
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                int number = connections.incrementAndGet();
                threads.execute(() -> talk(socket, number));
            } catch (IOException | RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            // whatever happens, nobody waits for ever
            socket.setSoTimeout(5000);
            new Talk(socket, new Random(seed * 1_000_003 + number)).run();
        } catch (IOException clientHasGone) {
            // which is its right
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private enum Way {
        AS_USUAL,
        NOT_NOW,
        NEVER,
        CLOSING,
        DROP,
        CUT,
        NONSENSE,
        SILENCE
    }

    private final class Talk {
        private final Socket socket;
        private final InputStream in;
        private final Random random;
        private final boolean pipelines;
        private final boolean lax;
        private final int trouble;
        private int recipient;
        private boolean taken;
        private boolean surplus;

        Talk(Socket socket, Random random) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.random = random;
            this.pipelines = random.nextInt(10) < 7;
            this.lax = random.nextInt(10) < 3;
            this.trouble = random.nextInt(4) == 0 ? 0 : 12;
        }

        void run() throws IOException {
            boolean open = answer(way(), "220 hostile.localhost ESMTP", 421, NOBODY);
            while (open) {
                String line = line();
                open = line != null && take(line);
            }
        }

        private boolean take(String line) throws IOException {
            if (line.startsWith("EHLO")) {
                return answer(
                        way(),
                        pipelines ? "250-hostile.localhost\n250 PIPELINING" : "250 hostile.localhost",
                        451,
                        NOBODY);
            }
            if (line.startsWith("MAIL")) {
                taken = false;
                Way way = way();
                boolean open = answer(way == Way.NEVER ? Way.NOT_NOW : way, "250 2.1.0 Ok", 451, NOBODY);
                taken = way == Way.AS_USUAL || way == Way.NONSENSE;
                return open;
            }
            if (line.startsWith("RCPT")) {
                recipient = Integer.parseInt(line.replaceAll(".*<kunde(\\d+)@.*", "$1"));
                if (!taken) {
                    return say("503 5.5.1 Need MAIL");
                }
                Way way = way();
                taken = way == Way.AS_USUAL;
                return answer(way, "250 2.1.5 Ok", random.nextBoolean() ? 451 : 550, truth(recipient));
            }
            if (line.equals("DATA")) {
                return data();
            }
            return !line.equals("QUIT") && say("250 2.0.0 Ok");
        }

        private boolean data() throws IOException {
            if (!taken) {
                if (!lax) {
                    return say("554 5.5.1 No valid recipients");
                }
                return say("354 Go on") && content(false) && say("554 5.5.1 No valid recipients");
            }
            Way way = way();
            if (way != Way.AS_USUAL) {
                return answer(way, "354 Go on", 451, truth(recipient));
            }
            boolean early = trouble > 0 && random.nextInt(15) == 0;
            String more = random.nextBoolean() ? "250 2.0.0 Ok" : "421 4.3.2 Bye";
            if (early) {
                truth(recipient).refusals.add(421);
                socket.getOutputStream().write(("354 Go on\r\n" + more + "\r\n").getBytes(StandardCharsets.US_ASCII));
            } else {
                say("354 Go on");
            }
            if (!content(true)) {
                return false;
            }
            taken = false;
            return end();
        }

        /** Whether the mail came whole. */
        private boolean content(boolean counts) throws IOException {
            int most = trouble > 0 && random.nextInt(20) == 0 ? random.nextInt(60) : Integer.MAX_VALUE;
            int read = 0;
            var last = new StringBuilder("\r\n");
            while (read++ < most) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                last.append((char) next);
                if (last.length() >= 5 && last.substring(last.length() - 5).equals("\r\n.\r\n")) {
                    return true;
                }
                if (last.length() > 100) {
                    last.delete(0, 50);
                }
            }
            if (counts) {
                truth(recipient).cut++;
            }
            drop();
            return false;
        }

        private boolean end() throws IOException {
            Truth truth = truth(recipient);
            atEnd.accept(recipient);
            Way way = way();
            switch (way) {
                case AS_USUAL -> {
                    truth.accepted++;
                    if (trouble > 0 && random.nextInt(15) == 0) {
                        // whatever comes now belongs to nobody
                        surplus = true;
                        String more = random.nextBoolean() ? "250 2.0.0 Ok" : "550 5.1.1 No";
                        socket.getOutputStream()
                                .write(("250 2.0.0 Ok\r\n" + more + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        return true;
                    }
                    return say(random.nextInt(5) == 0 ? "250-2.0.0 Ok\n250 2.0.0 queued" : "250 2.0.0 Ok");
                }
                case NOT_NOW, NEVER, CLOSING -> {
                    return answer(way, "", random.nextBoolean() ? 451 : 550, truth);
                }
                case DROP, CUT, NONSENSE, SILENCE -> {
                    truth.unanswered++;
                    return answer(way, "250-2.0.0 Ok\n250 2.0.0 queued", 451, NOBODY);
                }
            }
            throw new AssertionError(way);
        }

        private Way way() {
            if (trouble == 0 || surplus || random.nextInt(trouble) > 0) {
                return Way.AS_USUAL;
            }
            Way way = Way.values()[1 + random.nextInt(Way.values().length - 1)];
            return way == Way.SILENCE && random.nextInt(3) > 0 ? Way.NOT_NOW : way;
        }

        private boolean answer(Way way, String usual, int code, Truth truth) throws IOException {
            switch (way) {
                case AS_USUAL -> {
                    return say(usual);
                }
                case NOT_NOW, NEVER -> {
                    truth.refusals.add(code);
                    String text = code == 550 ? "550-5.1.1 No such\n550 5.1.1 user" : code + " 4.3.0 Temporary failure";
                    return say(text);
                }
                case CLOSING -> {
                    truth.refusals.add(421);
                    say("421 4.3.2 Service shutting down");
                    inOrder();
                    return false;
                }
                case DROP -> {
                    drop();
                    return false;
                }
                case CUT -> {
                    String wire = wire(usual);
                    write(wire.substring(0, random.nextInt(wire.length() - 1)));
                    inOrder();
                    return false;
                }
                case NONSENSE -> {
                    return say(random.nextBoolean() ? "what is this" : "199 hm");
                }
                case SILENCE -> {
                    while (in.read() >= 0) {
                        // until the client has had enough
                    }
                    return false;
                }
            }
            throw new AssertionError(way);
        }

        private void drop() throws IOException {
            if (random.nextInt(4) == 0) {
                truths.values().forEach(truth -> truth.mayBeLost = true);
                socket.setSoLinger(true, 0);
                socket.close();
            } else {
                inOrder();
            }
        }

        /** Closing with something unread would reset the connection, and what was said could be lost. */
        private void inOrder() throws IOException {
            socket.shutdownOutput();
            byte[] ignored = new byte[8192];
            while (in.read(ignored) >= 0) {
                // what the client still says is of no interest
            }
        }

        private static String wire(String reply) {
            return reply.replace("\n", "\r\n") + "\r\n";
        }

        private boolean say(String reply) throws IOException {
            write(wire(reply));
            return true;
        }

        private void write(String text) throws IOException {
            byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
            int from = 0;
            int most = 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
            while (from < octets.length) {
                int n = Math.min(octets.length - from, 1 + random.nextInt(most));
                socket.getOutputStream().write(octets, from, n);
                from += n;
            }
        }

        private @Nullable String line() throws IOException {
            var line = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    return line.toString().strip();
                }
                line.append((char) next);
            }
            return null;
        }
    }
}
