package sendepostfach.jobfile;

import java.util.regex.Pattern;

/**
 * {@code ${NAME}} in a YAML file. Within {@code { key: ${NAME} }} the braces would be YAML's own, so they are hidden from its
 * parser behind characters for private use, one for one: lines and columns stay as they are.
 */
final class Placeholders {
    private static final Pattern WRITTEN = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
    /** A placeholder as it stands in the values that the parser found; the name is group 1. */
    static final Pattern HIDDEN = Pattern.compile("\\$\uE000([A-Za-z0-9_]+)\uE001");

    private Placeholders() {}

    static String hide(String yaml) {
        return WRITTEN.matcher(yaml).replaceAll("\\$\uE000$1\uE001");
    }

    /** A text in which placeholders look as they were written, for errors. */
    static String show(String text) {
        return HIDDEN.matcher(text).replaceAll("\\${$1}");
    }
}
