package sendepostfach.message;

import java.util.regex.Pattern;

/** Plain text in the making: inline pieces become paragraphs, wrapped at words, below each other and indented. */
final class WrappedText {
    /** RFC 5322 recommends at most 78; 72 leaves room for the marks of those who quote it. */
    static final int WIDTH = 72;

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n\\f]+");
    /** Soft hyphens and characters of no width, which newsletters use to fill their preview line. ZWJ binds emoji. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u00AD\\u034F\\u200B\\u200C\\u2060\\uFEFF]");

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder inline = new StringBuilder();
    private String indent = "";
    private String marker = "";
    private boolean blankLineWanted;

    /** Adds a piece of a paragraph; runs of blanks and line ends count as one blank. */
    void add(String piece) {
        String text = INVISIBLE.matcher(BLANKS.matcher(piece).replaceAll(" ")).replaceAll("");
        boolean atBlank = inline.isEmpty() || Character.isWhitespace(inline.charAt(inline.length() - 1));
        inline.append(atBlank && text.startsWith(" ") ? text.substring(1) : text);
    }

    /** Adds a piece whose line ends and blanks stay. */
    void addAsItIs(String piece) {
        inline.append(piece.replace(' ', '\u00a0'));
    }

    /** Goes on in the next line. */
    void breakLine() {
        inline.append('\n');
    }

    /** How much the paragraph holds so far. */
    int mark() {
        return inline.length();
    }

    /** What the paragraph has got since. */
    String since(int mark) {
        return mark > inline.length() ? "" : inline.substring(mark).strip();
    }

    /** Whether something stands in the line already. */
    boolean isMidLine() {
        String text = inline.toString();
        return !text.substring(text.lastIndexOf('\n') + 1).isBlank();
    }

    /** Ends the paragraph; says how wide it is. */
    int end() {
        String paragraph = inline.toString().replaceAll("(?m)[ \\t]+$", "").strip();
        inline.setLength(0);
        if (paragraph.isEmpty()) {
            return 0;
        }
        if (blankLineWanted && !out.isEmpty()) {
            out.append(indent.isBlank() ? "" : indent.stripTrailing()).append('\n');
        }
        blankLineWanted = false;
        int widest = 0;
        for (String line : paragraph.split("\n", -1)) {
            widest = Math.max(widest, wrap(line.strip()));
        }
        return widest;
    }

    /** A blank line comes before whatever follows. */
    void wantBlankLine() {
        blankLineWanted = true;
    }

    /** What comes between stands further in, its first line behind a marker such as {@code "- "}. */
    void indented(String byMarker, String byIndent, Runnable content) {
        String outer = indent;
        marker = byMarker.isEmpty() ? marker : indent + byMarker;
        indent = outer + byIndent;
        content.run();
        end();
        indent = outer;
        marker = "";
    }

    private int wrap(String text) {
        var line = new StringBuilder();
        int width = WIDTH - indent.length();
        int widest = 0;
        for (String word : text.split(" +")) {
            boolean full = !line.isEmpty() && line.length() + 1 + word.length() > width;
            if (full) {
                widest = Math.max(widest, write(line));
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return Math.max(widest, write(line));
    }

    private int write(StringBuilder line) {
        String text = line.toString().replace('\u00a0', ' ').stripTrailing();
        String before = marker.isEmpty() ? indent : marker;
        out.append(text.isEmpty() ? before.stripTrailing() : before + text).append('\n');
        marker = "";
        line.setLength(0);
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
