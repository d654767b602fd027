package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes a mail apart, however it is broken: a multipart without its boundaries is one part, one without an end goes on to the end. */
final class PartReader {
    private static final Set<String> MAILS =
            Set.of("message/rfc822", "message/global", "text/rfc822", "message/news", "message/rfc2822");
    private static final Set<String> HEADERS =
            Set.of("text/rfc822-headers", "message/global-headers", "message/rfc822-headers", "text/rfc822-header");

    private int parts;

    private PartReader() {}

    /** Reads a mail from its bytes, told as U+0000 to U+00FF with plain line feeds. */
    static Part read(String source) {
        return new PartReader().mail(source, 0, source.length(), 0);
    }

    private Part mail(String source, int from, int to, int depth) {
        Head head = Head.read(source, from, to);
        return part(head, "", source, head.end(), to, depth);
    }

    private Part part(Head head, String usualType, String source, int from, int to, int depth) {
        parts++;
        ContentType type = ContentType.of(head.first("content-type").orElse(usualType));
        var body = new Part.Slice(source, from, to);
        List<Part> inside = depth < Bounds.DEPTH ? inside(head, type, body, depth) : List.of();
        return new Part(head, type, body, inside);
    }

    private List<Part> inside(Head head, ContentType type, Part.Slice body, int depth) {
        if (type.isMultipart()) {
            // RFC 2046, 5.1.5: what a digest's part is unless it says otherwise
            String usual = type.name().equals("multipart/digest") ? "message/rfc822" : "";
            return split(body, boundary(type, body), usual, depth);
        }
        boolean mail = MAILS.contains(type.name());
        if ((!mail && !HEADERS.contains(type.name())) || parts >= Bounds.PARTS) {
            return List.of();
        }
        Part.Slice decoded = decoded(head, body);
        if (mail) {
            return List.of(mail(decoded.source(), decoded.from(), decoded.to(), depth + 1));
        }
        Head returned = Head.read(decoded.source(), decoded.from(), decoded.to());
        parts++;
        var nothing = new Part.Slice("", 0, 0);
        return List.of(new Part(returned, ContentType.of(""), nothing, List.of()));
    }

    private static Part.Slice decoded(Head head, Part.Slice body) {
        String encoding = head.first("content-transfer-encoding").orElse("");
        if (!TransferEncoding.isEncoded(encoding)) {
            return body;
        }
        String plain = TransferEncoding.decode(Bounds.cut(body.toString(), Bounds.TEXT), encoding)
                .replace("\r\n", "\n");
        // A mail in a part must not be encoded (RFC 2046, 5.2.1), and many a one says so and is not.
        boolean isMail = Head.read(plain, 0, plain.length()).fields().size() > 1;
        return isMail ? new Part.Slice(plain, 0, plain.length()) : body;
    }

    private static String boundary(ContentType type, Part.Slice body) {
        String named = type.parameter("boundary");
        if (!named.isEmpty()) {
            return named;
        }
        int at = body.from();
        while (at < body.to()) {
            int end = Head.lineEnd(body.source(), at, body.to());
            if (body.source().startsWith("--", at) && end - at > 4 && end - at < 80) {
                return body.source().substring(at + 2, end).strip();
            }
            at = end + 1;
        }
        return "";
    }

    private List<Part> split(Part.Slice body, String boundary, String usualType, int depth) {
        var found = new ArrayList<Part>();
        if (boundary.isEmpty()) {
            return found;
        }
        String mark = "--" + boundary;
        int start = -1;
        int at = body.from();
        while (at < body.to() && parts < Bounds.PARTS) {
            int end = Head.lineEnd(body.source(), at, body.to());
            if (body.source().startsWith(mark, at)) {
                String rest = Bounds.cut(body.source().substring(at + mark.length(), end), 80);
                if (rest.isBlank() || rest.startsWith("--")) {
                    add(found, usualType, body, start, at, depth);
                    start = rest.isBlank() ? end + 1 : -1;
                }
            }
            at = end + 1;
        }
        if (parts < Bounds.PARTS) {
            add(found, usualType, body, start, body.to(), depth);
        }
        return found;
    }

    private void add(List<Part> found, String usualType, Part.Slice body, int start, int end, int depth) {
        if (start >= 0 && start < end) {
            // The line break before a boundary belongs to it; a part may begin with the blank line that ends its
            // header.
            boolean noHeader = body.source().charAt(start) == '\n';
            Head head = noHeader ? new Head(List.of(), start + 1) : Head.read(body.source(), start, end);
            found.add(part(head, usualType, body.source(), Math.min(head.end(), end), end, depth + 1));
        }
    }
}
