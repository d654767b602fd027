package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Requirement;

/** What is in the mail, as filters and the law see it. */
final class ContentCheck {
    static final String TEXT_PART = "text-part";
    static final String SIZE = "size";
    static final String IMAGES = "images";
    static final String ATTACHMENTS = "attachments";
    static final String IMPRINT = "imprint";
    static final String UNSUBSCRIBE = "unsubscribe-link";
    /** Gmail shows no more of a page. */
    private static final int SHOWN = 102_000;
    /** What most receivers take; a mail grows by a third on the way. */
    private static final int TAKEN = 10_000_000;

    private static final int FEW_CHARACTERS = 200;

    private final ReadMail mail;
    private final MailRules rules;
    private final Document page;

    ContentCheck(ReadMail mail, MailRules rules) {
        this.mail = mail;
        this.rules = rules;
        this.page = Jsoup.parse(mail.html());
    }

    List<Finding> look() {
        var findings = new ArrayList<Finding>();
        findings.add(textPart());
        findings.add(size());
        findings.add(images());
        findings.add(attachments());
        findings.add(unsubscribe());
        findings.add(imprint());
        return findings;
    }

    private Finding textPart() {
        return mail.text().isBlank()
                ? Finding.warn(
                        TEXT_PART,
                        Text.of("The mail has no plain-text part.", "Die Mail hat keinen Nur-Text-Teil."),
                        Text.of("Add text: to the job file.", "Ergänzen Sie text: in der Auftragsdatei."))
                : Finding.pass(TEXT_PART, Text.of("There is a plain-text part.", "Es gibt einen Nur-Text-Teil."));
    }

    private Finding size() {
        int kilobytes = mail.size() / 1000;
        if (mail.size() > TAKEN) {
            return Finding.warn(
                    SIZE,
                    Text.of(
                            "The mail has %s kB; many receivers refuse more than 10 MB.",
                            "Die Mail hat %s kB; viele Provider lehnen mehr als 10 MB ab.", kilobytes),
                    Text.of(
                            "Link to large files instead of attaching them.",
                            "Verlinken Sie große Dateien, statt sie anzuhängen."));
        }
        if (mail.html().length() > SHOWN) {
            return Finding.warn(
                    SIZE,
                    Text.of(
                            "The page has %s kB; Gmail cuts it off after 102 kB.",
                            "Der HTML-Teil hat %s kB; Gmail schneidet ihn nach 102 kB ab.",
                            mail.html().length() / 1000),
                    Text.of("Shorten the HTML.", "Kürzen Sie das HTML."));
        }
        return Finding.pass(SIZE, Text.of("The mail has %s kB.", "Die Mail hat %s kB.", kilobytes));
    }

    private Finding images() {
        int images = page.select("img").size();
        int characters = page.text().length();
        if (images > 0 && characters < FEW_CHARACTERS) {
            return Finding.warn(
                    IMAGES,
                    Text.of(
                            "The page has images (%s) and hardly any text (%s characters), as spam has.",
                            "Die Mail hat Bilder (%s) und kaum Text (%s Zeichen), wie bei Spam üblich.",
                            images,
                            characters),
                    Text.of("Say it in words too.", "Schreiben Sie das Wesentliche auch als Text."));
        }
        return Finding.pass(
                IMAGES,
                Text.of("Images: %s; characters of text: %s.", "Bilder: %s; Zeichen Text: %s.", images, characters));
    }

    private Finding attachments() {
        List<String> refused = mail.attachments().stream()
                .filter(name -> rules.refusedAttachments()
                        .contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)))
                .toList();
        if (refused.isEmpty()) {
            return Finding.pass(
                    ATTACHMENTS,
                    Text.of(
                            "No attachment that is refused for its kind.",
                            "Kein Anhang, der wegen seiner Art abgelehnt wird."));
        }
        return Finding.fail(
                        ATTACHMENTS,
                        Text.of(
                                "Receivers refuse attachments of this kind: %s.",
                                "Provider lehnen Anhänge dieser Art ab: %s.", String.join(", ", refused)),
                        Text.of(
                                "Remove them; link to them instead.",
                                "Entfernen Sie sie; verlinken Sie sie stattdessen."))
                .reaching(Finding.Reach.EVERYBODY);
    }

    private Finding unsubscribe() {
        boolean linked = page.select("a[href]").stream()
                .anyMatch(link -> holds(link.text() + " " + link.attr("href"), rules.unsubscribeWords()));
        boolean written = mail.html().isEmpty() && holds(mail.text(), rules.unsubscribeWords());
        if (linked || written) {
            return Finding.pass(
                    UNSUBSCRIBE,
                    Text.of("The mail shows how to unsubscribe.", "Die Mail zeigt, wie man sich abmeldet."));
        }
        return Finding.warn(
                        UNSUBSCRIBE,
                        Text.of(
                                "The mail has no link to unsubscribe; the law demands one in advertising.",
                                "Die Mail hat keinen Abmeldelink; in Werbung verlangt ihn das Gesetz (§ 7 UWG)."),
                        Text.of("Add a link to unsubscribe.", "Ergänzen Sie einen Abmeldelink."))
                .about(Requirement.UNSUBSCRIBE_LINK);
    }

    private Finding imprint() {
        boolean found = holds(
                page.text() + " " + page.select("a[href]").eachAttr("href") + " " + mail.text(), rules.imprintWords());
        if (found) {
            return Finding.pass(
                    IMPRINT, Text.of("The mail leads to an imprint.", "Die Mail führt zu einem Impressum."));
        }
        return Finding.warn(
                        IMPRINT,
                        Text.of(
                                "The mail does not say who is behind it (imprint).",
                                "Die Mail nennt kein Impressum (§ 5 DDG)."),
                        Text.of(
                                "Add an imprint, or a link to it.",
                                "Ergänzen Sie ein Impressum oder einen Link darauf."))
                .about(Requirement.IMPRINT);
    }

    private static boolean holds(String text, Set<String> words) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }
}
