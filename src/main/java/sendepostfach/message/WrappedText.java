package sendepostfach.message;

import java.util.regex.Pattern;

/** Plain text in the making: inline pieces become paragraphs, wrapped at words, below each other and indented. */
final class WrappedText {
    /** RFC 5322 recommends at most 78; 72 leaves room for the marks of those who quote it. */
    static final int WIDTH = 72;

    private static final String BLANKS = " \t\r\n\f";
    /** Soft hyphens and characters of no width, which newsletters use to fill their preview line. ZWJ binds emoji. */
    private static final String INVISIBLE = "\u00AD\u034F\u200B\u200C\u2060\uFEFF";
    /** Blanks before what some programs take for a line end. */
    private static final Pattern BEFORE_LINE_END = Pattern.compile("[ \\t]+(?=[\\r\\u0085\\u2028\\u2029])");

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder inline = new StringBuilder();
    private String indent = "";
    private String marker = "";
    private boolean blankLineWanted;

    /** Adds a piece of a paragraph; runs of blanks and line ends count as one blank. */
    void add(String piece) {
        int start = inline.length();
        boolean atBlank = start == 0 || Character.isWhitespace(inline.charAt(start - 1));
        boolean inBlanks = false;
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            boolean blank = BLANKS.indexOf(c) >= 0;
            if (blank && !inBlanks) {
                inline.append(' ');
            } else if (!blank && INVISIBLE.indexOf(c) < 0) {
                inline.append(c);
            }
            inBlanks = blank;
        }
        if (atBlank && inline.length() > start && inline.charAt(start) == ' ') {
            inline.deleteCharAt(start);
        }
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
        return !inline.substring(inline.lastIndexOf("\n") + 1).isBlank();
    }

    /** Ends the paragraph; says how wide it is. */
    int end() {
        String paragraph = BEFORE_LINE_END.matcher(inline).replaceAll("").strip();
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
        for (int from = 0; from <= text.length(); ) {
            int blank = text.indexOf(' ', from);
            int to = blank < 0 ? text.length() : blank;
            String word = text.substring(from, to);
            from = behindBlanks(text, to);
            boolean full = !line.isEmpty() && line.length() + 1 + word.length() > width;
            if (full) {
                widest = Math.max(widest, write(line));
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return Math.max(widest, write(line));
    }

    /** Where the next word begins; behind the text's end, where there is none. */
    private static int behindBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at == text.length() ? at + 1 : at;
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
