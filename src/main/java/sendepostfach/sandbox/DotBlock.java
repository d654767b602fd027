package sendepostfach.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a mail up to the line with a single dot, and takes the doubled dots back (RFC 5321, section 4.5.2). Only CR LF ends
 * a line. Reads by blocks, for speed, and gives back what belongs to the commands after the mail.
 */
final class DotBlock {
    private static final int BLOCK = 4096;

    private final int most;
    private byte[] body = new byte[BLOCK];
    private int length;
    private boolean tooBig;
    private State state = State.LINE_START;

    /** Where in the text we are. */
    private enum State {
        LINE_START,
        DOT,
        DOT_CR,
        TEXT,
        CR,
        END
    }

    private DotBlock(int most) {
        this.most = most;
    }

    /**
     * Reads one mail.
     *
     * @param input a stream that can mark and reset
     * @param most how many bytes the mail may have
     * @return the mail; empty where it has more, which are read and forgotten
     * @throws EOFException when the client goes before the mail's end
     */
    static Optional<byte[]> read(InputStream input, int most) throws IOException {
        var reading = new DotBlock(most);
        byte[] block = new byte[BLOCK];
        while (reading.state != State.END) {
            input.mark(BLOCK);
            int count = input.read(block);
            if (count < 0) {
                throw new EOFException("the client has gone in the middle of a mail");
            }
            int used = reading.take(block, count);
            if (used < count) {
                input.reset();
                input.skipNBytes(used);
            }
        }
        return reading.tooBig ? Optional.empty() : Optional.of(Arrays.copyOf(reading.body, reading.length));
    }

    private int take(byte[] block, int count) {
        for (int i = 0; i < count; i++) {
            take(block[i]);
            if (state == State.END) {
                return i + 1;
            }
        }
        return count;
    }

    private void take(byte next) {
        switch (state) {
            case LINE_START -> {
                if (next == '.') {
                    state = State.DOT;
                } else {
                    text(next);
                }
            }
            case DOT -> {
                if (next == '\r') {
                    state = State.DOT_CR;
                } else {
                    text(next);
                }
            }
            case DOT_CR -> {
                if (next == '\n') {
                    state = State.END;
                } else {
                    append((byte) '\r');
                    text(next);
                }
            }
            case CR -> {
                if (next == '\n') {
                    append(next);
                    state = State.LINE_START;
                } else {
                    text(next);
                }
            }
            case TEXT -> text(next);
            case END -> throw new IllegalStateException("the mail has ended");
        }
    }

    private void text(byte next) {
        append(next);
        state = next == '\r' ? State.CR : State.TEXT;
    }

    private void append(byte next) {
        if (length >= most) {
            tooBig = true;
            return;
        }
        if (length == body.length) {
            body = Arrays.copyOf(body, (int) Math.min(most, 2L * body.length));
        }
        body[length++] = next;
    }
}
