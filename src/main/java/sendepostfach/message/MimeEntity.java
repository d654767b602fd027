package sendepostfach.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a mail (RFC 2045): its own headers, and encoded content or further parts.
 *
 * <p>Jakarta Mail would build this too. It encodes everything anew for every recipient, draws boundaries at random and looks
 * up services for each part; what is left of it here is what it is good at: folding.
 */
sealed interface MimeEntity {
    /** The headers that describe the content, finished and folded, by name. */
    Map<String, String> headers();

    /** Writes the content without the headers. */
    void writeContent(ByteArrayOutputStream out);

    /** Writes headers, a blank line, and the content. */
    default void writeTo(ByteArrayOutputStream out) {
        headers().forEach((name, value) -> write(out, name + ": " + value + "\r\n"));
        write(out, "\r\n");
        writeContent(out);
    }

    /** Writes a line as it stands. */
    static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Encoded content that is the same for all recipients. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Leaf(Map<String, String> headers, byte[] encoded) implements MimeEntity {
        @Override
        public void writeContent(ByteArrayOutputStream out) {
            out.writeBytes(encoded);
        }
    }

    /** Text in UTF-8: as it is where every server passes it on unharmed, else quoted-printable (RFC 2045, 6.7). */
    record Text(String subtype, List<TextLines> lines) implements MimeEntity {
        @Override
        public Map<String, String> headers() {
            var headers = new LinkedHashMap<String, String>();
            headers.put("Content-Type", "text/" + subtype + "; charset=UTF-8");
            headers.put("Content-Transfer-Encoding", isPlain() ? "7bit" : "quoted-printable");
            return headers;
        }

        private boolean isPlain() {
            return lines.stream().allMatch(TextLines::isPlain);
        }

        @Override
        public void writeContent(ByteArrayOutputStream out) {
            if (isPlain()) {
                lines.forEach(line -> line.writePlain(out));
            } else {
                lines.forEach(line -> line.writeQuoted(out));
            }
        }
    }

    /** Parts within parts (RFC 2046, 5.1). */
    record Multi(String type, String boundary, List<MimeEntity> parts) implements MimeEntity {
        @Override
        public Map<String, String> headers() {
            return Map.of("Content-Type", "multipart/" + type + ";\r\n boundary=\"" + boundary + "\"");
        }

        @Override
        public void writeContent(ByteArrayOutputStream out) {
            for (MimeEntity part : parts) {
                write(out, "--" + boundary + "\r\n");
                part.writeTo(out);
                write(out, "\r\n");
            }
            write(out, "--" + boundary + "--\r\n");
        }
    }
}
