package sendepostfach.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A part of a mail (RFC 2045): its own headers, and encoded content or further parts.
 *
 * <p>Jakarta Mail would build this too. It encodes every attachment anew for every recipient, draws boundaries at random and
 * looks up services for each part; what is left of it here is what it is good at: parameters, folding and encoding.
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

    /** Encoded content. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Leaf(Map<String, String> headers, byte[] encoded) implements MimeEntity {
        @Override
        public void writeContent(ByteArrayOutputStream out) {
            out.writeBytes(encoded);
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
