package sendepostfach.message;

import java.util.LinkedHashMap;
import java.util.Map;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Text;

/** The files that travel with a mail's HTML, each with the Content-ID by which the HTML refers to it (RFC 2392). */
final class InlineFiles {
    private final Map<String, Mail.File> byContentId = new LinkedHashMap<>();
    private final Map<String, String> contentIds = new LinkedHashMap<>();

    private InlineFiles() {}

    /**
     * Those that the mail's HTML refers to.
     *
     * @throws InputFault if one of them is not there
     */
    static InlineFiles of(Mail mail) {
        var files = new InlineFiles();
        mail.html().ifPresent(html -> HtmlReference.in(html).forEach(reference -> {
            Mail.File file = mail.inline().get(reference.name());
            if (file == null) {
                throw new InputFault(Text.of(
                        "%s:%d: the file \"%s\" that the HTML refers to is not there",
                        "%s:%d: die Datei \"%s\", auf die das HTML verweist, ist nicht da",
                        html.file(),
                        reference.line(),
                        reference.name()));
            }
            // By content, so that the same picture under two names is sent once, and always under the same id.
            String id = Digest.of(file.content()) + "@" + mail.from().address().domain();
            files.byContentId.putIfAbsent(id, file);
            files.contentIds.put(reference.name(), id);
        }));
        return files;
    }

    /** The HTML template with a {@code cid:} in the place of each file's name. */
    String rewrite(Mail.Part html) {
        var out = new StringBuilder();
        int done = 0;
        for (HtmlReference reference : HtmlReference.in(html)) {
            out.append(html.template(), done, reference.start())
                    .append("cid:")
                    .append(contentIds.get(reference.name()));
            done = reference.end();
        }
        return out.append(html.template(), done, html.template().length()).toString();
    }

    /** The files by Content-ID, without angle brackets. */
    Map<String, Mail.File> byContentId() {
        return byContentId;
    }
}
