package sendepostfach.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Sender;

/** Mails for tests. */
final class Mails {
    static final Sender NURSERY = new Sender("Gärtnerei Blatt", Address.of("news@gaertnerei-blatt.example"));
    static final List<String> COLUMNS = List.of("Kundennummer", "Vorname", "E-Mail", "Straße", "PLZ", "Geburtstag");

    private Mails() {}

    static Mail html(String html) {
        return of("Betreff", Optional.of(html), Optional.empty());
    }

    static Mail text(String text) {
        return of("Betreff", Optional.empty(), Optional.of(text));
    }

    static Mail subject(String subject) {
        return of(subject, Optional.empty(), Optional.of("Text"));
    }

    static Mail of(String subject, Optional<String> html, Optional<String> text) {
        return new Mail(
                NURSERY,
                Optional.empty(),
                subject,
                html.map(template -> new Mail.Part("mail.html", template)),
                text.map(template -> new Mail.Part("mail.txt", template)),
                List.of(),
                Map.of());
    }

    /** The text of a mail with this template, filled with the row. */
    static String filled(String template, Map<String, String> row) {
        return MailTemplates.compile(text(template), COLUMNS).render(row).text();
    }

    /** The HTML of a mail with this template, filled with the row. */
    static String filledHtml(String template, Map<String, String> row) {
        return MailTemplates.compile(html(template), COLUMNS).render(row).html().orElseThrow();
    }
}
