package sendepostfach.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A pipelining server that refuses the first recipient and takes DATA all the same, as RFC 2920 lets it. */
final class LaxServer implements AutoCloseable {
    private final ServerSocket listener = open();
    private final Queue<String> mails = new ConcurrentLinkedQueue<>();

    LaxServer() {
        var thread = new Thread(this::run, "lax server");
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What came after DATA, in order. */
    List<String> mails() {
        return List.copyOf(mails);
    }

    private void run() {
        try (Socket socket = listener.accept()) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, "220 lax.localhost ESMTP");
            int recipients = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("EHLO")) {
                    say(socket, "250-lax.localhost\r\n250 PIPELINING");
                } else if (line.startsWith("RCPT")) {
                    say(socket, ++recipients == 1 ? "550 5.1.1 No such user" : "250 2.1.5 Ok");
                } else if (line.equals("DATA")) {
                    say(socket, "354 Go on");
                    String mail = mail(in);
                    mails.add(mail);
                    say(socket, mail.isEmpty() ? "554 5.5.1 No valid recipients" : "250 2.0.0 Ok");
                } else {
                    say(socket, "250 2.0.0 Ok");
                }
            }
        } catch (IOException over) {
            // the test is over
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append("\r\n");
        }
        return mail.toString();
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
