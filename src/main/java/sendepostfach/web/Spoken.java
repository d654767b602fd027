package sendepostfach.web;

import java.util.Locale;

import org.springframework.context.i18n.LocaleContextHolder;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;

/** Texts in the language of the one who asks. */
final class Spoken {
    private Spoken() {}

    static Text.Language language(Locale locale) {
        return locale.getLanguage().equals("de") ? Text.Language.DE : Text.Language.EN;
    }

    /** In the language of the request that this thread answers. */
    static String words(Text text) {
        return text.in(language(LocaleContextHolder.getLocale()));
    }

    static String words(InputFault fault) {
        return words(fault.text());
    }
}
