package sendepostfach.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mail;

/**
 * Makes the finished mail of each recipient. What is the same for all is made once, in the constructor. Composing knows no
 * clock and no chance: the same recipient's mail has the same bytes, whenever and wherever it is made. Safe for use by many
 * threads.
 */
public final class MailComposer {
    /** RFC 5322, 3.3. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private static final int USUAL_SIZE = 16_384;

    private final MailTemplates templates;
    private final String from;
    private final boolean needsSmtpUtf8;
    private final Optional<TextMould> html;
    private final Optional<TextMould> text;
    private final List<MimeEntity> inline;
    private final List<MimeEntity> attachments;

    public MailComposer(MailTemplates templates) {
        Mail mail = templates.mail();
        this.templates = templates;
        this.from = HeaderText.mailbox("From", mail.from().name(), mail.from().address());
        this.needsSmtpUtf8 = mail.from().address().needsSmtpUtf8()
                || mail.replyTo().filter(Address::needsSmtpUtf8).isPresent();
        this.html = templates.html().map(template -> new TextMould(template, "html"));
        this.text = templates.text().map(template -> new TextMould(template, "plain"));
        this.inline = templates.inline().byContentId().entrySet().stream()
                .<MimeEntity>map(file -> MimeLeaves.inline(file.getValue(), file.getKey()))
                .toList();
        this.attachments = mail.attachments().stream()
                .<MimeEntity>map(MimeLeaves::attachment)
                .toList();
    }

    /**
     * The finished mail of one recipient.
     *
     * @throws sendepostfach.campaign.InputFault if a filter of a template cannot use what a cell of the row holds
     */
    public ComposedMail compose(Addressee addressee) {
        MimeEntity body = body(addressee);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Date", DATE.format(addressee.date().atZone(ZoneOffset.UTC)));
        headers.put("From", from);
        templates.mail().replyTo().ifPresent(address -> headers.put("Reply-To", address.toString()));
        String name = templates.toName(addressee.row()).or(addressee::name).orElse("");
        headers.put("To", HeaderText.mailbox("To", name, addressee.to()));
        headers.put("Subject", HeaderText.readable("Subject", templates.subject(addressee.row())));
        headers.put("Message-ID", "<" + addressee.messageId() + ">");
        addressee.headers().forEach((header, value) -> headers.put(header, HeaderText.structured(header, value)));
        headers.put("MIME-Version", "1.0");

        var out = new ByteArrayOutputStream(USUAL_SIZE);
        headers.forEach((header, value) -> MimeEntity.write(out, header + ": " + value + "\r\n"));
        body.writeTo(out);
        return new ComposedMail(
                out.toByteArray(), needsSmtpUtf8 || addressee.to().needsSmtpUtf8());
    }

    /** Text, then HTML with its images (RFC 2046, 5.1.4: the best last), then what is attached. */
    private MimeEntity body(Addressee addressee) {
        MimeEntity content = content(addressee);
        return attachments.isEmpty() ? content : multi("mixed", addressee, with(content, attachments));
    }

    private MimeEntity content(Addressee addressee) {
        if (html.isEmpty()) {
            return text.orElseThrow().fill(addressee.row());
        }
        MimeEntity page = html.get().fill(addressee.row());
        MimeEntity plain = text.map(mould -> mould.fill(addressee.row()))
                .orElseGet(() -> TextMould.of(templates.textFromHtml(addressee.row()), "plain"));
        MimeEntity withImages =
                inline.isEmpty() ? page : multi("related; type=\"text/html\"", addressee, with(page, inline));
        return multi("alternative", addressee, List.of(plain, withImages));
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
    private static MimeEntity multi(String type, Addressee addressee, List<MimeEntity> parts) {
        String seed = type + ' ' + addressee.messageId();
        return new MimeEntity.Multi(type, "=_" + Digest.of(seed.getBytes(StandardCharsets.UTF_8)), parts);
    }
}
