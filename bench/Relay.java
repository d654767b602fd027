import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Scanner;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes TCP connections on with a delay, and counts round trips: how often a connection's direction turns from the client's
 * bytes to the server's.
 *
 * <pre>java bench/Relay.java TO-PORT ROUND-TRIP-MS</pre>
 *
 * Prints the port that it listens on. For each line of standard input it prints the round trips since the last one; at the end
 * of input it ends.
 */
final class Relay {
    private static final AtomicLong TRIPS = new AtomicLong();

    private Relay() {}

    public static void main(String[] args) throws IOException {
        int to = Integer.parseInt(args[0]);
        long nanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[1])) / 2;
        var listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(() -> listen(listener, to, nanos));
        System.out.println(listener.getLocalPort());
        var lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            lines.nextLine();
            System.out.println(TRIPS.getAndSet(0));
        }
        System.exit(0);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException over) {
                // a connection has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void listen(ServerSocket listener, int to, long nanos) throws IOException {
        while (true) {
            Socket client = listener.accept();
            var server = new Socket(InetAddress.getLoopbackAddress(), to);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var turn = new Turn();
            new Pipe(client, server, nanos, () -> turn.clients = true).start();
            new Pipe(server, client, nanos, () -> {
                        if (turn.clients) {
                            turn.clients = false;
                            TRIPS.incrementAndGet();
                        }
                    })
                    .start();
        }
    }

    private static final class Turn {
        private volatile boolean clients;
    }

    /** One direction: what comes is passed on when its time has come. */
    private static final class Pipe {
        private final Socket from;
        private final Socket to;
        private final long nanos;
        private final Runnable seen;
        private final DelayQueue<Piece> underWay = new DelayQueue<>();

        Pipe(Socket from, Socket to, long nanos, Runnable seen) {
            this.from = from;
            this.to = to;
            this.nanos = nanos;
            this.seen = seen;
        }

        void start() {
            Relay.start(this::read);
            Relay.start(this::write);
        }

        private void read() throws IOException {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    seen.run();
                    underWay.add(new Piece(Arrays.copyOf(buffer, n), System.nanoTime() + nanos));
                }
            } finally {
                underWay.add(new Piece(new byte[0], System.nanoTime() + nanos));
            }
        }

        private void write() throws IOException, InterruptedException {
            OutputStream out = to.getOutputStream();
            while (true) {
                byte[] octets = underWay.take().octets;
                if (octets.length == 0) {
                    to.shutdownOutput();
                    return;
                }
                out.write(octets);
            }
        }
    }

    private record Piece(byte[] octets, long due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Piece) other).due);
        }
    }
}
