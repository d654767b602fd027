package sendepostfach.preflight.check;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A list of {@code tag=value;} as DKIM (RFC 6376, section 3.2) and DMARC have it.
 *
 * @param tags the values by tag in lower case, in their order
 * @param fault the first piece that is no tag with a value, or a tag that stands twice; empty where all is well
 */
record TagList(Map<String, String> tags, Optional<String> fault) {
    static TagList parse(String text) {
        var tags = new LinkedHashMap<String, String>();
        Optional<String> fault = Optional.empty();
        for (String piece : text.split(";", -1)) {
            int equals = piece.indexOf('=');
            String tag = equals < 0 ? "" : piece.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            boolean right = tag.matches("[a-z][a-z0-9_]*");
            if (right && !tags.containsKey(tag)) {
                tags.put(tag, piece.substring(equals + 1).strip());
            } else if (!piece.isBlank() && fault.isEmpty()) {
                fault = Optional.of(piece.strip());
            }
        }
        return new TagList(tags, fault);
    }

    Optional<String> get(String tag) {
        return Optional.ofNullable(tags.get(tag));
    }

    /** Whether the list begins with this tag. */
    boolean beginsWith(String tag, String value) {
        return tags.entrySet().stream()
                .findFirst()
                .filter(first -> first.getKey().equals(tag) && first.getValue().equals(value))
                .isPresent();
    }
}
