package sendepostfach.message;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A text part of a campaign's mail: the lines without fields are encoded once, those with fields for each recipient. Safe for
 * use by many threads.
 */
final class TextMould {
    private final Template template;
    private final String subtype;
    private final Map<char[], FixedText> fixed = new IdentityHashMap<>();

    /**
     * @param subtype plain or html
     */
    TextMould(Template template, String subtype) {
        this.template = template;
        this.subtype = subtype;
        template.fixedTexts()
                .forEach(text -> FixedText.of(new String(text)).ifPresent(lines -> fixed.put(text, lines)));
    }

    /** The part of one recipient. */
    MimeEntity.Text fill(Map<String, String> row) {
        var writer = new LineWriter(fixed);
        template.fill(row, writer);
        return new MimeEntity.Text(subtype, writer.lines());
    }

    /** A text that no template was filled for. */
    static MimeEntity.Text of(String text, String subtype) {
        var writer = new LineWriter(Map.of());
        writer.write(text.toCharArray(), 0, text.length());
        return new MimeEntity.Text(subtype, writer.lines());
    }
}
