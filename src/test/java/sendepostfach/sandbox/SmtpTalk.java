package sendepostfach.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that says what the test says, and tells what the server answers. */
final class SmtpTalk implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader reader;
    private final String greeting;

    SmtpTalk(Sandbox sandbox) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        greeting = reply();
    }

    String greeting() {
        return greeting;
    }

    /** Sends lines and does not wait. */
    void send(String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The next reply, its lines parted by line feeds; empty when the server has closed the connection. */
    String reply() throws IOException {
        var reply = new StringBuilder();
        String line = reader.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            reply.append(line).append('\n');
            line = reader.readLine();
        }
        return line == null ? reply.toString() : reply.append(line).toString();
    }

    /** Sends a command and tells the reply. */
    String say(String command) throws IOException {
        send(command);
        return reply();
    }

    SmtpTalk greet() throws IOException {
        say("EHLO client.example");
        return this;
    }

    /** The whole way of a mail; tells the reply that decided it. */
    String deliver(String recipient, String body) throws IOException {
        say("MAIL FROM:<news@blatt.example>");
        String answer = say("RCPT TO:<" + recipient + ">");
        if (answer.startsWith("250") && say("DATA").startsWith("354")) {
            return say("Subject: Probe\r\n\r\n" + body + "\r\n.");
        }
        if (!answer.startsWith("421")) {
            say("RSET");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
