package sendepostfach.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An IMAP server on loopback that lets nobody in and repeats, when it refuses, everything that it was told. */
public final class RudeImapServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    private RudeImapServer(ServerSocket listener) {
        this.listener = listener;
    }

    public static RudeImapServer start() {
        try {
            var server = new RudeImapServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            var thread = new Thread(server::listen, "rude IMAP server");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Every line that clients have sent. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                talk(socket);
            } catch (IOException gone) {
                // the next one may come
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        say(socket, "* OK ready");
        String line;
        while ((line = in.readLine()) != null) {
            heard.add(line);
            String[] words = line.split(" ", 3);
            String command = words.length > 1 ? words[1].toUpperCase(java.util.Locale.ROOT) : "";
            if (command.equals("CAPABILITY")) {
                say(socket, "* CAPABILITY IMAP4rev1");
                say(socket, words[0] + " OK done");
            } else if (command.equals("LOGOUT")) {
                say(socket, "* BYE");
                say(socket, words[0] + " OK done");
                return;
            } else if (line.endsWith("}")) {
                // a literal (RFC 3501, 4.3) follows
                say(socket, "+ go on");
                String literal = in.readLine();
                heard.add(String.valueOf(literal));
                say(socket, words[0] + " NO refused, you said: " + line + " " + literal);
            } else {
                say(socket, words[0] + " NO refused, you said: " + line);
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException gone) {
            // it is of no use any more
        }
    }
}
