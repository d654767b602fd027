package sendepostfach.bounce;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A Content-Type (RFC 2045, 5), read with patience.
 *
 * @param name type and subtype in lower case; {@code text/plain} where the field is missing or makes no sense
 * @param parameters the names in lower case
 */
record ContentType(String name, Map<String, String> parameters) {
    ContentType {
        parameters = Map.copyOf(parameters);
    }

    static ContentType of(String field) {
        int end = field.indexOf(';');
        String name = (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        int at = end;
        while (at >= 0 && at < field.length() && parameters.size() < 50) {
            at = parameter(field, at + 1, parameters);
        }
        return new ContentType(name.indexOf('/') > 0 ? name : "text/plain", parameters);
    }

    /** Reads a parameter and returns where the next semicolon stands, or -1. */
    private static int parameter(String field, int from, Map<String, String> parameters) {
        int equals = field.indexOf('=', from);
        if (equals < 0) {
            return -1;
        }
        int start = equals + 1;
        while (start < field.length() && Character.isWhitespace(field.charAt(start))) {
            start++;
        }
        boolean quoted = start < field.length() && field.charAt(start) == '"';
        int close = quoted ? field.indexOf('"', start + 1) : -1;
        int next = field.indexOf(';', close > 0 ? close : start);
        int end = close > 0 ? close : next < 0 ? field.length() : next;
        String value = field.substring(quoted ? Math.min(start + 1, end) : start, end);
        parameters.putIfAbsent(field.substring(from, equals).strip().toLowerCase(Locale.ROOT), value.strip());
        return next;
    }

    String parameter(String key) {
        return parameters.getOrDefault(key, "");
    }

    boolean isMultipart() {
        return name.startsWith("multipart/");
    }
}
