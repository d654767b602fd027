package sendepostfach.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Whole lines of a text on their way into a mail, each ending with CR LF. */
sealed interface TextLines {
    /** Whether every server passes them on unharmed as they are. */
    boolean isPlain();

    /** Writes them as they are. */
    void writePlain(ByteArrayOutputStream out);

    /** Writes them as quoted-printable. */
    void writeQuoted(ByteArrayOutputStream out);

    /** Lines that are the same for all recipients, encoded once in both ways. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Fixed(boolean isPlain, byte[] plain, byte[] quoted) implements TextLines {
        static Fixed of(String lines) {
            byte[] plain = lines.getBytes(StandardCharsets.UTF_8);
            return new Fixed(PlainLines.are(plain), plain, QuotedPrintable.of(plain));
        }

        @Override
        public void writePlain(ByteArrayOutputStream out) {
            out.writeBytes(plain);
        }

        @Override
        public void writeQuoted(ByteArrayOutputStream out) {
            out.writeBytes(quoted);
        }
    }

    /** A line that a recipient's fields are part of. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Personal(boolean isPlain, byte[] plain) implements TextLines {
        static Personal of(String line) {
            byte[] plain = line.getBytes(StandardCharsets.UTF_8);
            return new Personal(PlainLines.are(plain), plain);
        }

        @Override
        public void writePlain(ByteArrayOutputStream out) {
            out.writeBytes(plain);
        }

        @Override
        public void writeQuoted(ByteArrayOutputStream out) {
            out.writeBytes(QuotedPrintable.of(plain));
        }
    }
}
