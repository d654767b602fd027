package sendepostfach.cli;

import java.util.Locale;
import java.util.Map;

import sendepostfach.campaign.InputFault;

/** Delimiters as they are typed on a command line, where a tab and a semicolon are hard to type. */
final class Delimiters {
    private static final Map<String, Character> NAMES =
            Map.of("tab", '\t', "\\t", '\t', "comma", ',', "semicolon", ';', "pipe", '|');

    private Delimiters() {}

    /** The character of this name, or the character itself. */
    static char parse(String text) {
        Character named = NAMES.get(text.toLowerCase(Locale.ROOT));
        if (named != null) {
            return named;
        }
        if (text.length() != 1 || "\"'\r\n".contains(text)) {
            throw new InputFault("--delimiter \"" + text
                    + "\": must be one character other than a quote, or comma, semicolon, tab or pipe");
        }
        return text.charAt(0);
    }
}
