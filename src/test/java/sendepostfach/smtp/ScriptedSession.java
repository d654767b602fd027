package sendepostfach.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

import sendepostfach.smtp.ScriptedStep.Event;

/** One connection of a {@link ScriptedServer}. */
final class ScriptedSession {
    private static final String GO_ON = "354 End data with <CR><LF>.<CR><LF>";

    private final ScriptedServer server;
    private final int number;
    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private boolean encrypted;
    private boolean authenticating;
    private int message;
    private boolean begun;
    private String sender = "";
    private List<String> recipients = new ArrayList<>();

    ScriptedSession(ScriptedServer server, Socket socket, int number) throws IOException {
        this.server = server;
        this.socket = socket;
        this.number = number;
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
        output = socket.getOutputStream();
    }

    void run() throws IOException {
        if (server.tlsFromTheFirstByte()) {
            secure();
        }
        boolean open = answer(step(Event.CONNECT, "", recipients), "220 scripted.localhost ESMTP");
        while (open) {
            String line = readLine();
            open = line != null && take(line);
        }
    }

    private boolean take(String line) throws IOException {
        if (authenticating) {
            authenticating = false;
            return answer(step(Event.AUTH, line, recipients), "235 2.7.0 Authentication successful");
        }
        Event event = eventOf(line);
        return switch (event) {
            case EHLO -> answer(step(event, line, recipients), ehlo());
            case STARTTLS -> startTls(line);
            case AUTH -> auth(line);
            case MAIL -> mail(line);
            case RCPT -> rcpt(line);
            case DATA -> data(line);
            case RSET -> {
                forget();
                yield answer(step(event, line, recipients), "250 2.0.0 Ok");
            }
            case QUIT -> answer(step(event, line, recipients), "221 2.0.0 Bye") && false;
            case HELO, NOOP -> answer(step(event, line, recipients), "250 2.0.0 Ok");
            case CONNECT, END_OF_DATA, OTHER ->
                answer(step(Event.OTHER, line, recipients), "500 5.5.2 Error: command not recognized");
        };
    }

    private boolean startTls(String line) throws IOException {
        if (server.tls().isEmpty() || encrypted) {
            return answer(step(Event.STARTTLS, line, recipients), "502 5.5.1 Error: command not implemented");
        }
        ScriptedAnswer answer = server.ask(step(Event.STARTTLS, line, recipients));
        if (!give(answer, "220 2.0.0 Ready to start TLS")) {
            return false;
        }
        if (isPositive(answer)) {
            secure();
            forget();
        }
        return true;
    }

    private void secure() throws IOException {
        SSLSocket secured = (SSLSocket)
                server.tls().orElseThrow().getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        socket = secured;
        input = new BufferedInputStream(secured.getInputStream());
        output = secured.getOutputStream();
        encrypted = true;
    }

    private boolean auth(String line) throws IOException {
        String[] words = line.strip().split("\\s+");
        boolean isLogin = words.length > 1 && words[1].equalsIgnoreCase("LOGIN");
        if (!isLogin && words.length > 2) {
            return answer(step(Event.AUTH, line, recipients), "235 2.7.0 Authentication successful");
        }
        ScriptedAnswer answer = server.ask(step(Event.AUTH, line, recipients));
        if (!(answer instanceof ScriptedAnswer.Usual)) {
            authenticating =
                    answer instanceof ScriptedAnswer.Reply reply && reply.text().startsWith("334");
            return give(answer, "");
        }
        if (isLogin && words.length == 2) {
            say("334 VXNlcm5hbWU6");
            if (readLine() == null) {
                return false;
            }
        }
        say(isLogin ? "334 UGFzc3dvcmQ6" : "334 ");
        authenticating = true;
        return true;
    }

    private boolean mail(String line) throws IOException {
        message++;
        sender = path(line);
        recipients = new ArrayList<>();
        ScriptedAnswer answer = server.ask(step(Event.MAIL, line, recipients));
        begun = isPositive(answer);
        return give(answer, "250 2.1.0 Ok");
    }

    private boolean rcpt(String line) throws IOException {
        var all = new ArrayList<>(recipients);
        all.add(path(line));
        ScriptedAnswer answer = server.ask(step(Event.RCPT, line, all));
        if (!begun && answer instanceof ScriptedAnswer.Usual) {
            return give(answer, "503 5.5.1 Error: need MAIL command");
        }
        if (isPositive(answer)) {
            recipients = all;
        }
        return give(answer, "250 2.1.5 Ok");
    }

    private boolean data(String line) throws IOException {
        if (recipients.isEmpty()) {
            return answer(step(Event.DATA, line, recipients), "554 5.5.1 Error: no valid recipients");
        }
        ScriptedAnswer answer = server.ask(step(Event.DATA, line, recipients));
        boolean open = give(answer, GO_ON);
        return open && (!isPositive(answer) || endOfData());
    }

    private boolean endOfData() throws IOException {
        String mail = readMail();
        String id = ReceivedMail.header(mail, "Message-ID");
        int attempt = server.countAttempt(id);
        ScriptedAnswer answer = server.ask(new ScriptedStep(
                Event.END_OF_DATA, "", number, message, sender, List.copyOf(recipients), mail, attempt, encrypted));
        server.remember(
                new ReceivedMail(id, sender, List.copyOf(recipients), mail, server.now(), number, isPositive(answer)));
        forget();
        return give(answer, "250 2.0.0 Ok: queued as " + number + "-" + message);
    }

    private void forget() {
        begun = false;
        sender = "";
        recipients = new ArrayList<>();
    }

    private ScriptedStep step(Event event, String line, List<String> named) {
        return new ScriptedStep(event, line, number, message, sender, List.copyOf(named), "", 0, encrypted);
    }

    private boolean answer(ScriptedStep step, String usual) throws IOException {
        return give(server.ask(step), usual);
    }

    /** Whether the connection goes on. */
    private boolean give(ScriptedAnswer answer, String usual) throws IOException {
        if (answer instanceof ScriptedAnswer.Usual) {
            say(usual);
            return true;
        }
        if (answer instanceof ScriptedAnswer.Reply reply) {
            say(reply.text());
            if (reply.closes()) {
                closeInOrder();
            }
            return !reply.closes();
        }
        if (answer instanceof ScriptedAnswer.Hang) {
            drain();
            return false;
        }
        if (answer instanceof ScriptedAnswer.Part part) {
            say(GO_ON);
            for (int read = 0; read < part.octets() && input.read() >= 0; read++) {
                // a part of a mail is of no use
            }
            socket.setSoLinger(true, 0);
        }
        if (answer instanceof ScriptedAnswer.Drop drop && drop.resets()) {
            socket.setSoLinger(true, 0);
        }
        return false;
    }

    private static boolean isPositive(ScriptedAnswer answer) {
        return answer instanceof ScriptedAnswer.Usual
                || answer instanceof ScriptedAnswer.Reply reply && reply.isPositive();
    }

    private void say(String reply) throws IOException {
        output.write((reply.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    private String ehlo() {
        var lines = new ArrayList<>(List.of("scripted.localhost"));
        lines.addAll(server.keywords());
        if (server.tls().isPresent() && !encrypted) {
            lines.add("STARTTLS");
        }
        return "250-" + String.join("\n250-", lines.subList(0, lines.size() - 1))
                + (lines.size() > 1 ? "\n250 " : "")
                + lines.get(lines.size() - 1);
    }

    /** Closing with commands unread would reset the connection, and the reply could be lost on the way. */
    private void closeInOrder() throws IOException {
        if (!encrypted) {
            socket.shutdownOutput();
            socket.setSoTimeout(2_000);
            drain();
        }
    }

    private void drain() throws IOException {
        byte[] ignored = new byte[8192];
        while (input.read(ignored) >= 0) {
            // what the client still says is of no interest
        }
    }

    private @Nullable String readLine() throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int next = input.read(); next >= 0; next = input.read()) {
            if (next == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(next);
        }
        return null;
    }

    private String readMail() throws IOException {
        var mail = new StringBuilder();
        var line = new StringBuilder();
        while (true) {
            int next = input.read();
            if (next < 0) {
                throw new EOFException("the client has gone in the middle of a mail");
            }
            line.append((char) next);
            if (next == '\n' && line.length() > 1 && line.charAt(line.length() - 2) == '\r') {
                if (line.length() == 3 && line.charAt(0) == '.') {
                    return mail.toString();
                }
                mail.append(line, line.charAt(0) == '.' ? 1 : 0, line.length());
                line.setLength(0);
            }
        }
    }

    private static Event eventOf(String line) {
        String verb = line.strip().split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        for (Event event : Event.values()) {
            if (event.name().equals(verb)) {
                return event;
            }
        }
        return Event.OTHER;
    }

    private static String path(String line) {
        int start = line.indexOf('<');
        int end = line.indexOf('>', start);
        return start < 0 || end < 0 ? "" : line.substring(start + 1, end);
    }
}
