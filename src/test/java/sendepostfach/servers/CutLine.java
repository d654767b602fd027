package sendepostfach.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/**
 * A line to a server that speaks in lines, without TLS, which is cut at the client's n-th line: before the server gets it, or
 * when the server has done what it says and before the client hears of it. Takes one connection.
 */
public final class CutLine implements AutoCloseable {
    private static final Pattern TAG = Pattern.compile("[A-Z]{1,3}\\d+");

    private final ServerSocket listening;
    private final int target;
    private final int cutAt;
    private final boolean done;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread thread = new Thread(this::carry, "cut line");
    private volatile String awaited = "";
    private volatile boolean cut;

    private CutLine(int target, int cutAt, boolean done) throws IOException {
        this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.target = target;
        this.cutAt = cutAt;
        this.done = done;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A line to a server.
     *
     * @param target the server's port of loopback
     * @param cutAt the number of the client's line, from 1
     * @param done whether the server still does what that line says
     */
    public static CutLine to(int target, int cutAt, boolean done) throws IOException {
        return new CutLine(target, cutAt, done);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Whether so many lines came. */
    public boolean wasCut() {
        return cut;
    }

    private void carry() {
        try (Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            var back = new Thread(() -> back(server, client), "cut line, back");
            back.setDaemon(true);
            back.start();
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            int lines = 0;
            String tag = "";
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                lines++;
                String first = new String(line, StandardCharsets.ISO_8859_1).split(" ", 2)[0];
                // what has no tag goes on with the command before
                tag = TAG.matcher(first).matches() ? first + " " : tag;
                if (lines == cutAt) {
                    cut = true;
                    if (done) {
                        awaited = tag;
                        out.write(line);
                        answered.await();
                    }
                    return;
                }
                out.write(line);
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the client what the server says, but not how the last line went. */
    private void back(Socket server, Socket client) {
        try {
            InputStream in = new BufferedInputStream(server.getInputStream());
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                String tag = awaited;
                if (tag.isEmpty()) {
                    client.getOutputStream().write(line);
                } else if (line[0] == '+' || new String(line, StandardCharsets.ISO_8859_1).startsWith(tag)) {
                    break;
                }
            }
        } catch (IOException over) {
            // both ends see the line's end
        } finally {
            answered.countDown();
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            line.write(next);
            if (next == '\n') {
                break;
            }
            next = in.read();
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        thread.interrupt();
    }
}
