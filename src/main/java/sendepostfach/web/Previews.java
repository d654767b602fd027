package sendepostfach.web;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;
import sendepostfach.intake.Candidate;
import sendepostfach.intake.ListFormat;
import sendepostfach.message.MailTemplates;
import sendepostfach.message.Rendered;

/** How a draft's mail would look to the recipient in a row. */
@Component
class Previews {
    /** The frame's content can neither run script nor load anything nor reach the page around it. */
    static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none';"
            + " base-uri 'none'; frame-ancestors 'self'; sandbox";

    private final DraftDesk desk;
    private final MessageSource messages;

    Previews(DraftDesk desk, MessageSource messages) {
        this.desk = desk;
        this.messages = messages;
    }

    /** What is wrong with the mail; null where nothing is. */
    @Nullable
    String fault(Draft draft) {
        if (draft.get(Field.HTML).isBlank() && draft.get(Field.TEXT).isBlank()) {
            return null;
        }
        try {
            rendered(draft, 1);
            return null;
        } catch (InputFault fault) {
            return Spoken.words(desk.plain(fault, draft));
        }
    }

    /** The mail of a row as a page of its own. */
    String page(Draft draft, int row, boolean text, Locale locale) {
        try {
            if (draft.get(Field.HTML).isBlank() && draft.get(Field.TEXT).isBlank()) {
                return notice(messages.getMessage("preview.empty", null, locale));
            }
            Shown shown = rendered(draft, row);
            if (text || shown.rendered.html().isEmpty()) {
                return document("<pre style=\"white-space:pre-wrap;font:15px/1.5 sans-serif\">"
                        + HtmlUtils.htmlEscape(shown.rendered.text()) + "</pre>");
            }
            String html = shown.rendered.html().orElseThrow();
            for (Map.Entry<String, Mail.File> picture : shown.pictures.entrySet()) {
                html = html.replace("cid:" + picture.getKey(), data(picture.getValue()));
            }
            return html;
        } catch (InputFault fault) {
            return notice(Spoken.words(desk.plain(fault, draft)));
        }
    }

    private record Shown(Rendered rendered, Map<String, Mail.File> pictures) {}

    private Shown rendered(Draft draft, int row) {
        Mail mail = desk.mail(draft);
        if (!desk.folder(draft).hasList()) {
            MailTemplates templates = MailTemplates.compile(mail, List.of());
            return new Shown(templates.render(Map.of()), templates.pictures());
        }
        ListFormat format = desk.format(draft);
        MailTemplates templates = MailTemplates.compile(mail, format.columns().names());
        Optional<Candidate> candidate = desk.row(draft, format, row);
        Map<String, String> fields = new LinkedHashMap<>();
        format.columns().names().forEach(name -> fields.put(name, ""));
        candidate.ifPresent(found -> fields.putAll(format.columns().fields(found.cells())));
        return new Shown(templates.render(fields), templates.pictures());
    }

    private static String data(Mail.File picture) {
        String name = picture.name().toLowerCase(Locale.ROOT);
        String type = name.endsWith(".png")
                ? "png"
                : name.endsWith(".gif") ? "gif" : name.endsWith(".webp") ? "webp" : "jpeg";
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(picture.content());
    }

    private static String notice(String message) {
        return document(
                "<p style=\"color:#7a4b00;font:15px/1.5 sans-serif\">" + HtmlUtils.htmlEscape(message) + "</p>");
    }

    private static String document(String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Preview</title></head>"
                + "<body style=\"margin:16px;background:#fff;color:#111\">" + body + "</body></html>";
    }
}
