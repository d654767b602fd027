package sendepostfach.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A server that agrees to take a mail and then reads no more, without closing the connection. */
final class DeafServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final CountDownLatch closed = new CountDownLatch(1);

    DeafServer() throws IOException {
        var thread = new Thread(this::run, "deaf server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void run() {
        try (Socket socket = listener.accept()) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, "220 deaf.localhost ESMTP");
            for (String line = in.readLine(); line != null && !line.equals("DATA"); line = in.readLine()) {
                say(socket, "250 Ok");
            }
            say(socket, "354 Go on");
            closed.await();
        } catch (IOException | InterruptedException over) {
            // the test is over
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
