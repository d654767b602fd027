package sendepostfach.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/** A connection that is ready for mail: bytes out, replies in, each within its time. */
final class Wire {
    /** A write of so much either leaves as a whole or shows that its last byte has not left. */
    private static final int PIECE = 1 << 16;

    private final Socket socket;
    private final OutputStream output;
    private final ReplyStream replies;
    private final Duration within;

    /**
     * @param socket open, and already protected where it has to be
     * @param within how long a write, a reply and a read may take
     */
    Wire(Socket socket, Duration within) throws IOException {
        this.socket = socket;
        this.within = within;
        this.output = socket.getOutputStream();
        this.replies = new ReplyStream(socket.getInputStream(), within);
    }

    /** Writes all of it at once. */
    void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    /** Writes all but what must leave in one with the end; returns where that begins. When this fails, the end has not left. */
    int writeAllButTheEnd(byte[] octets) throws IOException {
        int rest = Math.max(0, octets.length - PIECE);
        if (rest > 0) {
            write(octets, 0, rest);
        }
        return rest;
    }

    void write(byte[] octets, int from, int length) throws IOException {
        try (WriteGuard.Write guard = WriteGuard.begin(socket, within)) {
            output.write(octets, from, length);
            output.flush();
        }
    }

    WireReply read() throws IOException {
        return replies.read();
    }

    /** Reads with another limit for a single wait. */
    WireReply readWithin(Duration shorter) throws IOException {
        int usual = socket.getSoTimeout();
        socket.setSoTimeout((int) Math.max(1, shorter.toMillis()));
        try {
            return replies.read();
        } finally {
            socket.setSoTimeout(usual);
        }
    }

    boolean hasUnreadReply() throws IOException {
        return replies.hasMore();
    }

    /** Ends the connection at once. */
    void cut() {
        WriteGuard.cut(socket);
    }
}
