package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header fields of a mail or a part (RFC 5322, 2.2), read with patience: lines that are no fields are passed over where
 * fields follow.
 *
 * @param fields in their order, the names in lower case, the values unfolded
 * @param end where the body begins
 */
record Head(List<Field> fields, int end) {
    static final Head NONE = new Head(List.of(), 0);

    /** Lines that are no fields, in a row, after which a header is over. */
    private static final int PATIENCE = 3;

    record Field(String name, String value) {}

    Head {
        fields = List.copyOf(fields);
    }

    /** Reads the header that begins at {@code from}; what comes after {@code to} does not exist. */
    static Head read(String source, int from, int to) {
        var fields = new ArrayList<Field>();
        String name = "";
        var value = new StringBuilder();
        int at = from;
        int odd = 0;
        while (at < to) {
            int end = lineEnd(source, at, to);
            if (end == at) {
                if (!fields.isEmpty() || !name.isEmpty()) {
                    break;
                }
            } else if (isBlank(source.charAt(at)) && !name.isEmpty()) {
                append(value, source, at, end);
            } else {
                int colon = colonOfField(source, at, end);
                if (colon > 0) {
                    add(fields, name, value);
                    name = source.substring(at, colon).strip().toLowerCase(Locale.ROOT);
                    append(value, source, colon + 1, end);
                    odd = 0;
                } else if (++odd > PATIENCE || !aFieldFollows(source, end + 1, to)) {
                    break;
                }
            }
            at = end + 1;
        }
        add(fields, name, value);
        return new Head(fields, Math.min(at < to && source.charAt(at) == '\n' ? at + 1 : at, to));
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t';
    }

    private static void append(StringBuilder value, String source, int from, int to) {
        int room = Bounds.FIELD - value.length();
        if (room > 0) {
            value.append(source, from, Math.min(to, from + room));
        }
    }

    private static void add(List<Field> fields, String name, StringBuilder value) {
        if (!name.isEmpty() && fields.size() < Bounds.FIELDS) {
            fields.add(new Field(name, value.toString().strip()));
        }
        value.setLength(0);
    }

    private static boolean aFieldFollows(String source, int from, int to) {
        return from < to && colonOfField(source, from, lineEnd(source, from, to)) > 0;
    }

    static int lineEnd(String source, int from, int to) {
        int end = source.indexOf('\n', from);
        return end < 0 || end > to ? to : end;
    }

    /** Where the colon of a field stands (RFC 5322, 3.6.8), or -1 where the line is no field. */
    static int colonOfField(String source, int from, int to) {
        int at = from;
        while (at < to && at - from < 80) {
            char letter = source.charAt(at);
            if (letter == ':') {
                return at > from ? at : -1;
            }
            boolean blankBeforeColon = isBlank(letter) && at > from && at + 1 < to && source.charAt(at + 1) == ':';
            if ((letter <= ' ' || letter > '~') && !blankBeforeColon) {
                return -1;
            }
            at++;
        }
        return -1;
    }

    /** The first field of a name (in lower case), not decoded. */
    Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** All fields of a name (in lower case). */
    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    /** The first field of a name as people read it, empty where it is missing. */
    String readable(String name) {
        return EncodedWords.decode(first(name).orElse(""));
    }
}
