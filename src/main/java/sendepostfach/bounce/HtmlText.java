package sendepostfach.bounce;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The text of an HTML part, roughly: enough to find addresses and sentences in a report. */
final class HtmlText {
    private static final Set<String> LINES = Set.of(
            "br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr", "pre");
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("amp", "&"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("szlig", "ß"),
            Map.entry("eacute", "é"),
            Map.entry("egrave", "è"),
            Map.entry("agrave", "à"));

    private HtmlText() {}

    static String of(String html) {
        var out = new StringBuilder(html.length() / 2);
        String lower = html.toLowerCase(Locale.ROOT);
        // Lower case may have another length in a few scripts; then names of tags are read from the page itself.
        String tags = lower.length() == html.length() ? lower : html;
        int at = 0;
        while (at < html.length()) {
            char letter = html.charAt(at);
            if (letter == '<') {
                at = tag(tags, at, out);
            } else if (letter == '&') {
                at = entity(html, at, out);
            } else {
                out.append(letter == '\n' || letter == '\r' ? ' ' : letter);
                at++;
            }
        }
        return out.toString();
    }

    /** Passes over a tag, or over all that a script or style sheet holds, and returns where the text goes on. */
    private static int tag(String html, int from, StringBuilder out) {
        int end = html.indexOf('>', from);
        if (end < 0) {
            return html.length();
        }
        int start = from + 1 < end && html.charAt(from + 1) == '/' ? from + 2 : from + 1;
        int stop = start;
        while (stop < end && Character.isLetterOrDigit(html.charAt(stop))) {
            stop++;
        }
        String name = html.substring(start, stop);
        if (name.indexOf('@') < 0
                && html.substring(start, end).indexOf('@') > 0
                && name.length() + start == stop
                && stop < end
                && "@.-_+".indexOf(html.charAt(stop)) >= 0) {
            out.append(html, from, end + 1); // an address in angle brackets that nobody escaped
        } else if (LINES.contains(name)) {
            out.append('\n');
        } else if (name.equals("td") || name.equals("th")) {
            out.append(' ');
        } else if (start == from + 1 && (name.equals("style") || name.equals("script") || name.equals("title"))) {
            int close = html.indexOf("</" + name, end);
            return close < 0 ? html.length() : close;
        }
        return end + 1;
    }

    private static int entity(String html, int from, StringBuilder out) {
        int end = html.indexOf(';', from);
        if (end < 0 || end - from > 10) {
            out.append('&');
            return from + 1;
        }
        String name = html.substring(from + 1, end);
        String known = ENTITIES.get(name);
        if (known != null) {
            out.append(known);
        } else if (name.startsWith("#")) {
            out.append(numbered(name.substring(1)));
        }
        return end + 1;
    }

    private static String numbered(String number) {
        try {
            boolean hex = number.startsWith("x") || number.startsWith("X");
            int letter = hex ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
            return Character.isValidCodePoint(letter) ? Character.toString(letter) : "";
        } catch (NumberFormatException fault) {
            return "";
        }
    }
}
