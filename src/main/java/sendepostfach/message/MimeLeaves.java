package sendepostfach.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;

import jakarta.mail.util.StreamProvider;

import sendepostfach.campaign.Mail;

/** Texts and files as parts of a mail. */
final class MimeLeaves {
    private static final int LINE = 78;

    /** Looked up once: {@code MimeUtility} would scan the class path for it at every part of every mail. */
    private static final StreamProvider ENCODERS = StreamProvider.provider();

    private MimeLeaves() {}

    /** Text in UTF-8: as it is where every server passes it on unharmed, else quoted-printable (RFC 2045, 6.7). */
    static MimeEntity.Leaf text(String text, String subtype) {
        String whole = withCrLf(text);
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        boolean plain = isPlain(bytes);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "text/" + subtype + "; charset=UTF-8");
        headers.put("Content-Transfer-Encoding", plain ? "7bit" : "quoted-printable");
        return new MimeEntity.Leaf(headers, plain ? bytes : quotedPrintable(bytes));
    }

    /** A file for the recipient to keep. */
    static MimeEntity.Leaf attachment(Mail.File file) {
        return file(file, "attachment", new LinkedHashMap<>());
    }

    /** A file that the HTML shows by its Content-ID. */
    static MimeEntity.Leaf inline(Mail.File file, String contentId) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-ID", "<" + contentId + ">");
        return file(file, "inline", headers);
    }

    private static MimeEntity.Leaf file(Mail.File file, String disposition, LinkedHashMap<String, String> headers) {
        headers.put("Content-Type", FileType.of(file.name()) + FileNameParameter.of("name", file.name()));
        headers.put("Content-Disposition", disposition + FileNameParameter.of("filename", file.name()));
        headers.put("Content-Transfer-Encoding", "base64");
        byte[] encoded = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encode(file.content());
        return new MimeEntity.Leaf(headers, encoded);
    }

    /** Every line end, of whatever system, as CR LF; one at the very end too. By hand: a pattern takes ten times as long. */
    private static String withCrLf(String text) {
        var out = new StringBuilder(text.length() + text.length() / 16 + 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean halfOfCrLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !halfOfCrLf)) {
                out.append("\r\n");
            } else if (!halfOfCrLf) {
                out.append(c);
            }
        }
        boolean ended = out.length() >= 2 && out.charAt(out.length() - 1) == '\n';
        return ended ? out.toString() : out.append("\r\n").toString();
    }

    /** Short lines of printable ASCII that do not end with a blank, which servers are known to cut off. */
    private static boolean isPlain(byte[] lines) {
        int start = 0;
        for (int i = 0; i < lines.length; i++) {
            byte c = lines[i];
            if (c == '\n') {
                boolean blankAtEnd = i - start >= 2 && lines[i - 2] <= ' ';
                if (i - 1 - start > LINE || blankAtEnd) {
                    return false;
                }
                start = i + 1;
            } else if ((c < ' ' && c != '\t' && c != '\r') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static byte[] quotedPrintable(byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length + bytes.length / 4);
        try (OutputStream encoder = ENCODERS.outputQP(out)) {
            encoder.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
