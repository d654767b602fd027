package sendepostfach.smtp;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends writes to a server that reads no more. A socket knows a time-out for reading only: without this, a server that stops in
 * the middle of a mail would hold the sending thread for ever.
 */
final class WriteGuard {
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "smtp-write-guard");
        thread.setDaemon(true);
        return thread;
    });
    private static final Map<Write, Write> UNDER_WAY = new ConcurrentHashMap<>();
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    static {
        var unused = WATCH.scheduleWithFixedDelay(
                WriteGuard::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private WriteGuard() {}

    /** A write under way. */
    static final class Write implements AutoCloseable {
        private final Socket socket;
        private final long overdueAt;

        private Write(Socket socket, long overdueAt) {
            this.socket = socket;
            this.overdueAt = overdueAt;
        }

        @Override
        public void close() {
            UNDER_WAY.remove(this);
        }
    }

    /** Guards a write from now until the returned guard is closed: the socket is closed if that takes longer. */
    static Write begin(Socket socket, Duration within) {
        var write = new Write(socket, System.nanoTime() + within.toNanos());
        UNDER_WAY.put(write, write);
        return write;
    }

    private static void look() {
        long now = System.nanoTime();
        for (Write write : UNDER_WAY.keySet()) {
            if (now - write.overdueAt > 0) {
                UNDER_WAY.remove(write);
                cut(write.socket);
            }
        }
    }

    /** Ends a connection at once, without a word, even while another thread is stuck in writing to it. */
    static void cut(Socket socket) {
        try {
            // a TLS socket would wait for the stuck write, to say good-bye
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // then there is nothing to end
        }
    }
}
