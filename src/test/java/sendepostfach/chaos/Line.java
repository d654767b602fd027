package sendepostfach.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The line to a database, which can be cut: all connections break at once, and none comes about until it is mended. */
final class Line implements AutoCloseable {
    private final ServerSocket door;
    private final String host;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** A line to this server. */
    Line(String host, int port) {
        this.host = host;
        this.port = port;
        try {
            door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        daemon(this::welcome);
    }

    /** The near end. */
    int port() {
        return door.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(Line::closeQuietly);
        open.clear();
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        closeQuietly(door);
        cut();
    }

    private void welcome() {
        try {
            while (true) {
                Socket near = door.accept();
                if (cut) {
                    closeQuietly(near);
                    continue;
                }
                Socket far = new Socket(host, port);
                open.add(near);
                open.add(far);
                if (cut) {
                    cut();
                }
                daemon(() -> pass(near, far));
                daemon(() -> pass(far, near));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                out.write(some, 0, n);
            }
        } catch (IOException broken) {
            // both ends are closed
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "line");
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
