package sendepostfach.bounce;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A mail, or a part of one (RFC 2045, 2.4 and 2.5).
 *
 * @param head its header
 * @param type its content type
 * @param body what stands between its header and its end, not decoded, as bytes told as U+0000 to U+00FF
 * @param parts the parts of a multipart, or the one mail in a message part
 */
record Part(Head head, ContentType type, Slice body, List<Part> parts) {
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F]");

    /** Characters of a text that is there already. */
    record Slice(String source, int from, int to) {
        @Override
        public String toString() {
            return source.substring(from, to);
        }
    }

    Part {
        parts = List.copyOf(parts);
    }

    boolean is(String name) {
        return type.name().equals(name);
    }

    /** Its content without transfer encoding; still bytes. At most so many of the encoded ones. */
    String content() {
        String start = body.source().substring(body.from(), Math.min(body.to(), body.from() + Bounds.TEXT));
        return TransferEncoding.decode(
                start, head.first("content-transfer-encoding").orElse(""));
    }

    /** Its text, HTML without its tags; without control characters, which encodings can hide. */
    String text() {
        String text = Charsets.decode(content(), type.parameter("charset")).replace("\r\n", "\n");
        return CONTROLS.matcher(is("text/html") ? HtmlText.of(text) : text).replaceAll(" ");
    }
}
