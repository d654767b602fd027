package sendepostfach.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.StreamProvider;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mail;

/**
 * Makes mails the long way: each part is built anew for each recipient, and encoded and folded by Jakarta Mail. What
 * {@link MailComposer} makes must be the same to the last octet.
 */
final class JakartaMailComposer {
    /** RFC 5322, 3.3. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final MailTemplates templates;
    private final List<MimeEntity> inline = new ArrayList<>();
    private final List<MimeEntity> attachments;

    JakartaMailComposer(MailTemplates templates) {
        this.templates = templates;
        templates.inline().byContentId().forEach((id, file) -> inline.add(MimeLeaves.inline(file, id)));
        this.attachments = templates.mail().attachments().stream()
                .<MimeEntity>map(MimeLeaves::attachment)
                .toList();
    }

    /**
     * The finished mail of one recipient.
     *
     * @throws sendepostfach.campaign.InputFault if a filter of a template cannot use what a cell of the row holds
     */
    ComposedMail compose(Addressee addressee) {
        Mail mail = templates.mail();
        Rendered rendered = templates.render(addressee.row());
        MimeEntity body = body(rendered, addressee.messageId());

        var headers = new LinkedHashMap<String, String>();
        headers.put("Date", DATE.format(addressee.date().atZone(ZoneOffset.UTC)));
        headers.put(
                "From",
                HeaderText.mailbox("From", mail.from().name(), mail.from().address()));
        mail.replyTo().ifPresent(address -> headers.put("Reply-To", address.toString()));
        String name = rendered.toName().or(addressee::name).orElse("");
        headers.put("To", HeaderText.mailbox("To", name, addressee.to()));
        headers.put("Subject", HeaderText.readable("Subject", rendered.subject()));
        headers.put("Message-ID", "<" + addressee.messageId() + ">");
        addressee.headers().forEach((header, value) -> headers.put(header, HeaderText.structured(header, value)));
        headers.put("MIME-Version", "1.0");

        var out = new ByteArrayOutputStream(4096);
        headers.forEach((header, value) -> MimeEntity.write(out, header + ": " + value + "\r\n"));
        body.writeTo(out);
        boolean utf8 = addressee.to().needsSmtpUtf8()
                || mail.from().address().needsSmtpUtf8()
                || mail.replyTo().filter(Address::needsSmtpUtf8).isPresent();
        return new ComposedMail(out.toByteArray(), utf8);
    }

    /** Text, then HTML with its images (RFC 2046, 5.1.4: the best last), then what is attached. */
    private MimeEntity body(Rendered rendered, String messageId) {
        MimeEntity text = MimeLeaves.text(rendered.text(), "plain");
        MimeEntity content = rendered.html()
                .<MimeEntity>map(html -> multi("alternative", messageId, List.of(text, withImages(html, messageId))))
                .orElse(text);
        return attachments.isEmpty() ? content : multi("mixed", messageId, with(content, attachments));
    }

    private MimeEntity withImages(String html, String messageId) {
        MimeEntity page = MimeLeaves.text(html, "html");
        return inline.isEmpty() ? page : multi("related; type=\"text/html\"", messageId, with(page, inline));
    }

    private static List<MimeEntity> with(MimeEntity first, List<MimeEntity> others) {
        var all = new ArrayList<MimeEntity>();
        all.add(first);
        all.addAll(others);
        return all;
    }

    /**
     * Its boundary comes from the Message-ID. It cannot occur in a part: {@code =_} is never quoted-printable or base64, and
     * nobody who writes a mail knows the digits.
     */
    private static MimeEntity multi(String type, String messageId, List<MimeEntity> parts) {
        String seed = type + ' ' + messageId;
        return new MimeEntity.Multi(type, "=_" + Digest.of(seed.getBytes(StandardCharsets.UTF_8)), parts);
    }

    private sealed interface MimeEntity {
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

    private static final class MimeLeaves {
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

    private static final class HeaderText {
        /** A word that is longer does not fit into a line. */
        private static final int LONGEST_WORD = 66;

        private static final int LONGEST_NAME = 200;
        private static final int LINE = 78;

        /** Control characters, line ends of every kind, lone surrogates, and what turns the direction of reading. */
        private static final Pattern STEERING =
                Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\p{Cs}]+");

        private static final Pattern BLANKS = Pattern.compile("\\s+");
        private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*");

        private HeaderText() {}

        /** The text in one line: whatever could end the header or steer a terminal is a blank. */
        static String clean(String text) {
            return BLANKS.matcher(STEERING.matcher(text).replaceAll(" "))
                    .replaceAll(" ")
                    .strip();
        }

        /** The value of a header that people read, such as Subject. */
        static String readable(String header, String text) {
            String value = clean(text);
            int used = header.length() + 2;
            return mustBeEncoded(value) ? EncodedWords.of(value, used) : MimeUtility.fold(used, value);
        }

        /** The value of a header that programs read, such as List-Unsubscribe: ASCII is left as it is, but for folding. */
        static String structured(String header, String text) {
            String value = clean(text);
            int used = header.length() + 2;
            return isAscii(value) ? MimeUtility.fold(used, value) : EncodedWords.of(value, used);
        }

        /** The value of an address header: name and address, or the address alone where the name says nothing more. */
        static String mailbox(String header, String name, Address address) {
            String said = shortened(clean(name));
            if (said.isEmpty() || said.equalsIgnoreCase(address.toString())) {
                return address.toString();
            }
            int used = header.length() + 2;
            String phrase = mustBeEncoded(said) ? EncodedWords.of(said, used) : quotedWhereNeeded(said);
            int column = phrase.contains("\n") ? phrase.length() - phrase.lastIndexOf('\n') : used + phrase.length();
            boolean fits = column + address.toString().length() + 3 <= LINE;
            return phrase + (fits ? " <" : "\r\n <") + address + ">";
        }

        private static String shortened(String name) {
            int points = name.codePointCount(0, name.length());
            return points <= LONGEST_NAME
                    ? name
                    : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME))
                            .strip();
        }

        private static String quotedWhereNeeded(String name) {
            return ATOMS.matcher(name).matches()
                    ? name
                    : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }

        /** Also where a cell pretends to be an encoded word already. */
        private static boolean mustBeEncoded(String text) {
            return !isAscii(text)
                    || text.contains("=?")
                    || BLANKS.splitAsStream(text).anyMatch(word -> word.length() > LONGEST_WORD);
        }

        private static boolean isAscii(String text) {
            return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        }
    }

    private static final class EncodedWords {
        /** The most characters in a line with an encoded word. */
        private static final int LINE = 76;

        private static final String SAFE = "!*+-/";

        private EncodedWords() {}

        /**
         * The text as encoded words, folded.
         *
         * @param used how many characters stand in the line already
         */
        static String of(String text, int used) {
            boolean quoted = quotedLength(text) <= (text.getBytes(StandardCharsets.UTF_8).length + 2) / 3 * 4;
            String opening = quoted ? "=?UTF-8?Q?" : "=?UTF-8?B?";
            var out = new StringBuilder();
            var word = new StringBuilder();
            int room = LINE - used;
            int[] points = text.codePoints().toArray();
            for (int point : points) {
                int before = word.length();
                word.appendCodePoint(point);
                int length = opening.length() + 2 + (quoted ? quotedLength(word) : base64Length(word));
                if (length > room && before > 0) {
                    word.setLength(before);
                    append(out, opening, word, quoted);
                    word.setLength(0);
                    word.appendCodePoint(point);
                    room = LINE - 1;
                }
            }
            append(out, opening, word, quoted);
            return out.toString();
        }

        private static void append(StringBuilder out, String opening, CharSequence word, boolean quoted) {
            byte[] bytes = word.toString().getBytes(StandardCharsets.UTF_8);
            out.append(out.isEmpty() ? "" : "\r\n ")
                    .append(opening)
                    .append(quoted ? quoted(bytes) : Base64.getEncoder().encodeToString(bytes))
                    .append("?=");
        }

        private static String quoted(byte[] bytes) {
            var out = new StringBuilder();
            for (byte octet : bytes) {
                int c = octet & 0xff;
                if (c == ' ') {
                    out.append('_');
                } else if (isSafe(c)) {
                    out.append((char) c);
                } else {
                    out.append(String.format("=%02X", c));
                }
            }
            return out.toString();
        }

        private static int quotedLength(CharSequence text) {
            return text.codePoints()
                    .map(c -> c == ' ' || isSafe(c) ? 1 : 3 * octets(c))
                    .sum();
        }

        private static int base64Length(CharSequence text) {
            return (text.codePoints().map(EncodedWords::octets).sum() + 2) / 3 * 4;
        }

        private static int octets(int c) {
            return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        }

        /** What may stand unencoded in every place, a display name included. */
        private static boolean isSafe(int c) {
            return c < 0x80 && (Character.isLetterOrDigit(c) || SAFE.indexOf(c) >= 0);
        }
    }
}
