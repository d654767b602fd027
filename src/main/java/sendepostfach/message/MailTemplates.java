package sendepostfach.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.Mail;

/**
 * A mail's templates, compiled and checked once for a campaign, then filled for each recipient. Safe for use by many
 * threads.
 */
public final class MailTemplates {
    /** The name by which a template reaches the address of its recipient's page to unsubscribe. */
    public static final String UNSUBSCRIBE_URL = "unsubscribe_url";

    /** The language of the names of days and months and of numbers: the product's mails are German. */
    private static final Locale LOCALE = Locale.GERMANY;

    private final Mail mail;
    private final InlineFiles inline;
    private final Template subject;
    private final Optional<Template> toName;
    private final Optional<Template> html;
    private final Optional<Template> text;

    private MailTemplates(Mail mail, Columns columns) {
        this.mail = mail;
        this.inline = InlineFiles.of(mail);
        this.subject = Template.plain("subject", mail.subject(), columns, LOCALE);
        this.toName = mail.toName().map(source -> Template.plain("to-name", source, columns, LOCALE));
        mail.html().ifPresent(UnquotedField::refuseIn);
        this.html = mail.html().map(part -> Template.html(part.file(), inline.rewrite(part), columns, LOCALE));
        this.text = mail.text().map(part -> Template.plain(part.file(), part.template(), columns, LOCALE));
    }

    /**
     * Compiles and checks a mail's templates against the list's columns.
     *
     * @throws sendepostfach.campaign.InputFault naming file, line and remedy, if a template cannot be read, names a field
     *     that is no column, or refers to a file that is not there
     */
    public static MailTemplates compile(Mail mail, List<String> columns) {
        return compile(mail, columns, Set.of());
    }

    /**
     * The same with names that the program itself gives a value for each recipient, such as {@code unsubscribe_url}; they
     * win over columns of the same name.
     */
    public static MailTemplates compile(Mail mail, List<String> columns, Set<String> given) {
        return new MailTemplates(mail, new Columns(columns, given));
    }

    /**
     * The mail filled with one row: its cells by column, and the program's own names.
     *
     * @throws sendepostfach.campaign.InputFault if a filter cannot use what a cell holds, such as a date that is none
     */
    public Rendered render(Map<String, String> row) {
        Optional<String> filled = html.map(template -> template.fill(row));
        String plain = text.map(template -> template.fill(row))
                .orElseGet(() -> filled.map(TextFromHtml::of).orElse(""));
        return new Rendered(subject(row), toName(row), filled, plain);
    }

    /** The subject filled with a row, in one line. */
    String subject(Map<String, String> row) {
        return HeaderText.clean(subject.fill(row));
    }

    /** The recipient's name filled with a row, in one line, where the mail makes it itself. */
    Optional<String> toName(Map<String, String> row) {
        return toName.map(template -> HeaderText.clean(template.fill(row)));
    }

    /** The text that is made from the HTML, filled with a row. */
    String textFromHtml(Map<String, String> row) {
        return html.map(template -> TextFromHtml.of(template.fill(row))).orElse("");
    }

    /** The HTML's template, if there is one. */
    Optional<Template> html() {
        return html;
    }

    /** The text's template, if the text is not made from the HTML. */
    Optional<Template> text() {
        return text;
    }

    /** The mail that these are the templates of. */
    public Mail mail() {
        return mail;
    }

    /** The pictures that travel with the mail, by the Content-ID with which the filled HTML refers to them. */
    public Map<String, Mail.File> pictures() {
        return Map.copyOf(inline.byContentId());
    }

    /** The files that the HTML refers to. */
    InlineFiles inline() {
        return inline;
    }
}
