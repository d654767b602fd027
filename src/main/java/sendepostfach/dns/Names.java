package sendepostfach.dns;

import java.util.Locale;
import java.util.Optional;

import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Texts as names of DNS. Any visible character and the space may be in a label, as SPF's macros make them. */
final class Names {
    private static final int LABEL = 63;

    private Names() {}

    /** The absolute name; empty where DNS cannot hold it: an empty or too long label, or too long as a whole. */
    static Optional<Name> of(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        var escaped = new StringBuilder();
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > LABEL) {
                return Optional.empty();
            }
            for (char c : label.toCharArray()) {
                if (c < 0x20 || c > 0x7e) {
                    return Optional.empty();
                }
                boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
                escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\%03d", (int) c));
            }
            escaped.append('.');
        }
        try {
            return Optional.of(Name.fromString(escaped.toString()));
        } catch (TextParseException tooLong) {
            return Optional.empty();
        }
    }

    /** As text, in lower case and without the dot at the end. */
    static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
