package sendepostfach.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mail of a campaign as templates: what is the same for everybody, and where each recipient's fields go.
 *
 * @param from who it is from
 * @param replyTo where answers go, if not to the sender
 * @param subject the subject's template
 * @param html the HTML part's template, if there is one
 * @param text the text part's template; where it is missing the text is made from the HTML
 * @param attachments what is attached, by file name
 * @param inline files that the HTML refers to by relative names, by those names; they are sent along (RFC 2387)
 * @param toName the template of the name beside each recipient's address; left out: the name that the list gives
 */
public record Mail(
        Sender from,
        Optional<Address> replyTo,
        String subject,
        Optional<Part> html,
        Optional<Part> text,
        List<File> attachments,
        Map<String, File> inline,
        Optional<String> toName) {

    /** A template with the name of the file that it comes from, for errors. */
    public record Part(String file, String template) {}

    /** A file's bytes with its name. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record File(String name, byte[] content) {}

    /** A mail whose recipients are named as the list names them. */
    public Mail(
            Sender from,
            Optional<Address> replyTo,
            String subject,
            Optional<Part> html,
            Optional<Part> text,
            List<File> attachments,
            Map<String, File> inline) {
        this(from, replyTo, subject, html, text, attachments, inline, Optional.empty());
    }

    public Mail {
        if (html.isEmpty() && text.isEmpty()) {
            throw new IllegalArgumentException("a mail needs a html or a text part");
        }
        attachments = List.copyOf(attachments);
        inline = Map.copyOf(inline);
    }
}
