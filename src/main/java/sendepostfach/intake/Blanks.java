package sendepostfach.intake;

/** What looks like nothing on a screen: blanks, and characters that are not shown at all. */
final class Blanks {
    private Blanks() {}

    /** Blanks of every width, the no-break space, tabs, line breaks, and the end-of-file character of DOS. */
    static boolean isBlank(char c) {
        return c == ' '
                || c >= '\t' && c <= '\r'
                || c == 0x1a
                || c > 0x7f && (Character.isSpaceChar(c) || c == 0x85 || isInvisible(c));
    }

    /** Zero-width spaces and joiners, the byte order mark, the soft hyphen, and marks of writing direction. */
    static boolean isInvisible(char c) {
        return c >= 0x200b && c <= 0x200f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2060 && c <= 0x2064
                || c >= 0x2066 && c <= 0x2069
                || c == 0xfeff
                || c == 0xad;
    }

    /** The text without blanks and invisible characters around it. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The text without the invisible characters in it. */
    static String withoutInvisible(String text) {
        if (text.chars().noneMatch(c -> isInvisible((char) c))) {
            return text;
        }
        var visible = new StringBuilder(text.length());
        text.chars().filter(c -> !isInvisible((char) c)).forEach(c -> visible.append((char) c));
        return visible.toString();
    }

    /** The character as a person may recognise it. */
    static String name(char c) {
        if (c == ' ' || c == '"') {
            return c == ' ' ? "a blank" : "a quote";
        }
        boolean shown = !isBlank(c) && !Character.isISOControl(c) && !Character.isSurrogate(c);
        return shown ? "a \"" + c + "\"" : String.format("the character U+%04X", (int) c);
    }
}
