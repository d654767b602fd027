package sendepostfach.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads replies one by one, however the server's packets cut them (RFC 5321, section 4.2). What is no reply is a fault, and so
 * is one that is too long or too slow as a whole: a server must not be able to hold a sender or fill its memory.
 */
final class ReplyStream {
    /** The RFC says 512 octets; servers put links and explanations in. */
    private static final int LONGEST_LINE = 8192;

    private static final int MOST_LINES = 200;

    private final InputStream input;
    private final long nanosWithin;
    private final byte[] buffer = new byte[2 * LONGEST_LINE];
    private int begin;
    private int end;

    /**
     * @param input what the server says; a read that takes too long fails by itself
     * @param within how long a whole reply may take
     */
    ReplyStream(InputStream input, Duration within) {
        this.input = input;
        this.nanosWithin = within.toNanos();
    }

    /** Whether the server has said something that was not read yet, as far as can be told without waiting. */
    boolean hasMore() throws IOException {
        return begin < end || input.available() > 0;
    }

    /**
     * Waits for the next reply.
     *
     * @throws IOException when there is none: the connection broke, it took too long, or what came is no reply
     */
    WireReply read() throws IOException {
        long since = System.nanoTime();
        String line = line(since);
        if (isLast(line)) {
            return new WireReply(code(line), line);
        }
        var lines = new StringBuilder(line);
        int first = code(line);
        int n = 1;
        do {
            line = line(since);
            if (code(line) / 100 != first / 100 || ++n > MOST_LINES) {
                throw noReply(line);
            }
            lines.append('\n').append(line);
        } while (!isLast(line));
        return new WireReply(code(line), lines.toString());
    }

    private static boolean isLast(String line) {
        return line.length() < 4 || line.charAt(3) != '-';
    }

    private static int code(String line) throws IOException {
        boolean shaped = line.length() >= 3 && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
        int code = 0;
        for (int i = 0; shaped && i < 3; i++) {
            char digit = line.charAt(i);
            shaped = digit >= '0' && digit <= '9';
            code = code * 10 + digit - '0';
        }
        if (!shaped || code < 200 || code > 599) {
            throw noReply(line);
        }
        return code;
    }

    private static IOException noReply(String line) {
        String shown = line.length() > 80 ? line.substring(0, 80) + "…" : line;
        return new IOException("connection broken off: the server said what is no SMTP reply: " + shown);
    }

    private String line(long since) throws IOException {
        int from = begin;
        while (true) {
            for (int i = from; i < end; i++) {
                if (buffer[i] == '\n') {
                    int stop = i > begin && buffer[i - 1] == '\r' ? i - 1 : i;
                    String line = text(begin, stop);
                    begin = i + 1;
                    return line;
                }
            }
            if (end - begin > LONGEST_LINE) {
                throw noReply(text(begin, end));
            }
            int scanned = end - begin;
            fill(since);
            from = begin + scanned;
        }
    }

    private void fill(long since) throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            end -= begin;
            begin = 0;
        }
        int n = input.read(buffer, end, buffer.length - end);
        if (n < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += n;
        if (System.nanoTime() - since > nanosWithin) {
            throw new SocketTimeoutException("Read timed out: the server's reply does not end");
        }
    }

    /** Servers mean UTF-8 where they use more than ASCII; what is not UTF-8 is taken as it is. */
    private String text(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] < 0) {
                try {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(buffer, from, to - from))
                            .toString();
                } catch (CharacterCodingException other) {
                    break;
                }
            }
        }
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
