package sendepostfach.preflight.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

import org.jspecify.annotations.Nullable;

/** A finished mail, read as a receiver reads it. */
final class ReadMail {
    private final MimeMessage message;
    private final int size;
    private final List<String> attachments = new ArrayList<>();
    private String html = "";
    private String text = "";

    private ReadMail(MimeMessage message, int size) {
        this.message = message;
        this.size = size;
    }

    static ReadMail of(byte[] octets) {
        try {
            var message = new MimeMessage((@Nullable Session) null, new ByteArrayInputStream(octets));
            var mail = new ReadMail(message, octets.length);
            mail.read(message);
            return mail;
        } catch (MessagingException | IOException fault) {
            throw new IllegalArgumentException("the finished mail cannot be read: " + fault.getMessage(), fault);
        }
    }

    private void read(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                read(parts.getBodyPart(i));
            }
        } else if (part.getFileName() != null && !Part.INLINE.equalsIgnoreCase(part.getDisposition())) {
            attachments.add(decoded(part.getFileName()));
        } else if (part.isMimeType("text/html") && part.getContent() instanceof String content) {
            html += content;
        } else if (part.isMimeType("text/plain") && part.getContent() instanceof String content) {
            text += content;
        }
    }

    /** The values of a header, in their order. */
    List<String> header(String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null
                    ? List.of()
                    : Arrays.stream(values).map(MimeUtility::unfold).toList();
        } catch (MessagingException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Encoded words (RFC 2047) as people read them. */
    static String decoded(String value) {
        try {
            return MimeUtility.decodeText(value);
        } catch (UnsupportedEncodingException unknownCharset) {
            return value;
        }
    }

    /** In octets. */
    int size() {
        return size;
    }

    String html() {
        return html;
    }

    String text() {
        return text;
    }

    List<String> attachments() {
        return List.copyOf(attachments);
    }
}
