package sendepostfach.message;

import java.util.Optional;

/**
 * A template's text between two fields that runs over a line's end, so that whole lines of it may be the same for everybody.
 *
 * @param head what ends the line that is open before it
 * @param lines its whole lines, from after the first line end to the last one
 * @param tail how the next line begins
 * @param beginsWithLineFeed whether it could be the second half of a line end
 */
record FixedText(String head, TextLines.Fixed lines, String tail, boolean beginsWithLineFeed) {
    /** The text as lines; none where it has no line end, or where its last character may be half of one. */
    static Optional<FixedText> of(String text) {
        if (text.endsWith("\r")) {
            return Optional.empty();
        }
        String[] lines = text.split("\r\n|\r|\n", -1);
        if (lines.length < 2) {
            return Optional.empty();
        }
        var whole = new StringBuilder();
        for (int i = 1; i < lines.length - 1; i++) {
            whole.append(lines[i]).append("\r\n");
        }
        return Optional.of(new FixedText(
                lines[0], TextLines.Fixed.of(whole.toString()), lines[lines.length - 1], text.startsWith("\n")));
    }
}
