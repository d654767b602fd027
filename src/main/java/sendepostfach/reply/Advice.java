package sendepostfach.reply;

import java.util.Locale;

/**
 * Plain words for whoever has to act.
 *
 * @param english in English
 * @param german in German
 */
record Advice(String english, String german) {
    Advice {
        if (english.isBlank() || german.isBlank()) {
            throw new IllegalArgumentException("advice must be there in English (en) and in German (de)");
        }
    }

    /** The advice in German where that is the language, and else in English. */
    String in(Locale locale) {
        return locale.getLanguage().equals("de") ? german : english;
    }
}
