package sendepostfach.chaos;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An SMTP server on loopback that takes every mail and counts the copies by recipient, with their Message-IDs and the times
 * at which it took them. It lives in the process that kills the senders, so it knows more than any of them. Offers PIPELINING,
 * no TLS, no AUTH.
 */
final class CountingServer implements AutoCloseable {
    /**
     * A copy that the server has taken.
     *
     * @param recipient whom it was for
     * @param messageId its Message-ID
     * @param nanos when, by {@link System#nanoTime()}
     */
    record Copy(String recipient, String messageId, long nanos) {}

    private final ServerSocket door;
    private final List<Copy> copies = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<String> putOff = ConcurrentHashMap.newKeySet();
    private volatile int delayMillis;
    private volatile String notAtFirst = "";
    private volatile int most;

    CountingServer() {
        try {
            door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        daemon(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on each mail is thought about for a random time up to this one, before it is taken and after. */
    CountingServer delay(int millis) {
        delayMillis = millis;
        return this;
    }

    /** What was taken so far, in order. */
    List<Copy> copies() {
        synchronized (copies) {
            return List.copyOf(copies);
        }
    }

    int count() {
        synchronized (copies) {
            return copies.size();
        }
    }

    /** From now on the first attempt of every fourth recipient is answered with this instead. */
    CountingServer notAtFirst(String reply) {
        notAtFirst = reply;
        return this;
    }

    /** How many copies each recipient got. */
    Map<String, Integer> byRecipient() {
        var counts = new HashMap<String, Integer>();
        copies().forEach(copy -> counts.merge(copy.recipient(), 1, Integer::sum));
        return counts;
    }

    /** Recipients whose copies do not all have the same Message-ID. */
    List<String> withSeveralMessageIds() {
        var ids = new TreeMap<String, Set<String>>();
        copies().forEach(copy -> ids.computeIfAbsent(copy.recipient(), recipient -> ConcurrentHashMap.newKeySet())
                .add(copy.messageId()));
        return ids.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The most copies taken within any window of this length. */
    int mostWithin(long millis) {
        List<Copy> all = copies();
        int best = 0;
        int first = 0;
        for (int last = 0; last < all.size(); last++) {
            while (all.get(last).nanos() - all.get(first).nanos() >= millis * 1_000_000) {
                first++;
            }
            best = Math.max(best, last - first + 1);
        }
        return best;
    }

    /** The most connections that were open at once. */
    int mostConnections() {
        return most;
    }

    @Override
    public void close() {
        closeQuietly(door);
        open.forEach(CountingServer::closeQuietly);
    }

    private void welcome() {
        try {
            while (true) {
                Socket socket = door.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                most = Math.max(most, open.size());
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            say(out, "220 counting.example ESMTP");
            talk(in, out);
        } catch (IOException gone) {
            // the sender was killed: what it did not finish was not taken
        } finally {
            open.remove(socket);
        }
    }

    private void talk(InputStream in, OutputStream out) throws IOException {
        String recipient = "";
        for (String line = line(in); line != null; line = line(in)) {
            String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> say(out, "250-counting.example", "250-PIPELINING", "250-8BITMIME", "250 SIZE 50000000");
                case "RCPT" -> {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    boolean first = !notAtFirst.isEmpty() && recipient.hashCode() % 4 == 0 && putOff.add(recipient);
                    say(out, first ? notAtFirst : "250 2.1.5 Ok");
                    recipient = first ? "" : recipient;
                }
                case "DATA" -> {
                    if (recipient.isEmpty()) {
                        say(out, "503 5.5.1 Nobody to send it to");
                        continue;
                    }
                    say(out, "354 Go ahead");
                    String id = body(in);
                    think();
                    synchronized (copies) {
                        copies.add(new Copy(recipient, id, System.nanoTime()));
                    }
                    think();
                    say(out, "250 2.0.0 Ok: queued");
                    recipient = "";
                }
                case "QUIT" -> {
                    say(out, "221 2.0.0 Bye");
                    return;
                }
                default -> say(out, "250 2.0.0 Ok");
            }
        }
    }

    private void think() {
        if (delayMillis > 0) {
            try {
                Thread.sleep(ThreadLocalRandom.current().nextInt(delayMillis + 1));
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads a mail to its last line; returns its Message-ID. A mail that breaks off before was not taken. */
    private static String body(InputStream in) throws IOException {
        String id = "";
        for (String line = line(in); !".".equals(line); line = line(in)) {
            if (line == null) {
                throw new IOException("broke off in the middle of a mail");
            }
            if (id.isEmpty() && line.regionMatches(true, 0, "Message-ID:", 0, 11)) {
                id = line.substring(11).strip();
            }
        }
        return id;
    }

    private static @org.jspecify.annotations.Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(octet);
        }
        return null;
    }

    private static void say(OutputStream out, String... lines) throws IOException {
        for (String line : lines) {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "counting-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception gone) {
            // closed is closed
        }
    }
}
