package sendepostfach.web;

import java.util.Locale;

import org.springframework.web.util.HtmlUtils;

import sendepostfach.campaign.Address;

/** What the page to unsubscribe says, in German for who reads German, else in English. */
enum UnsubscribeText {
    GERMAN(
            "de",
            "Abmelden",
            "Sollen an <b>%s</b> keine Mails mehr gehen?",
            "Keine Mails von %s mehr",
            "Gar keine Mails mehr von hier",
            "Sie sind abgemeldet. Es kann sein, dass eine Mail schon unterwegs ist.",
            "Dieser Link ist unvollständig oder nicht mehr bekannt. Bitte öffnen Sie ihn direkt aus der Mail.",
            "Dieser Link stammt aus einer Probemail. In den Mails an Ihre Empfänger führt er zum Abmelden."),
    ENGLISH(
            "en",
            "Unsubscribe",
            "Shall no more mail go to <b>%s</b>?",
            "No more mail from %s",
            "No more mail from here at all",
            "You are unsubscribed. A mail may be on its way already.",
            "This link is incomplete or no longer known. Please open it from the mail itself.",
            "This link comes from a sample mail. In the mails to your recipients it leads to unsubscribing.");

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s</title>
            <style>
            body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem }
            button { font: inherit; display: block; width: 100%%; margin: 1rem 0; padding: .7rem 1rem; cursor: pointer;
              overflow-wrap: anywhere }
            </style>
            </head>
            <body>
            <main>
            <h1>%s</h1>
            %s
            </main>
            </body>
            </html>
            """;

    private final String language;
    private final String title;
    private final String question;
    private final String fromSender;
    private final String fromAll;
    private final String done;
    private final String unknown;
    private final String sample;

    UnsubscribeText(
            String language,
            String title,
            String question,
            String fromSender,
            String fromAll,
            String done,
            String unknown,
            String sample) {
        this.language = language;
        this.title = title;
        this.question = question;
        this.fromSender = fromSender;
        this.fromAll = fromAll;
        this.done = done;
        this.unknown = unknown;
        this.sample = sample;
    }

    static UnsubscribeText in(Locale locale) {
        return locale.getLanguage().equals("de") ? GERMAN : ENGLISH;
    }

    /** Asks; both answers are buttons that POST to the page's own address. */
    String question(String recipient, Address sender) {
        return page("<p>" + question.formatted(escaped(recipient)) + "</p>\n<form method=\"post\">\n"
                + button("sender", fromSender.formatted(escaped(sender.toString()))) + button("all", fromAll)
                + "</form>");
    }

    String done() {
        return page("<p role=\"status\">" + done + "</p>");
    }

    String unknown() {
        return page("<p>" + unknown + "</p>");
    }

    String sample() {
        return page("<p>" + sample + "</p>");
    }

    private static String button(String choice, String text) {
        return "<button name=\"choice\" value=\"" + choice + "\">" + text + "</button>\n";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private String page(String content) {
        return PAGE.formatted(language, title, title, content);
    }
}
