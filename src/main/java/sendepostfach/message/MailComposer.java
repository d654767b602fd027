package sendepostfach.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

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

    private final MailTemplates templates;
    private final List<MimeEntity> inline = new ArrayList<>();
    private final List<MimeEntity> attachments;

    public MailComposer(MailTemplates templates) {
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
    public ComposedMail compose(Addressee addressee) {
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
}
