package sendepostfach.intake;

import java.util.Arrays;

/**
 * An address as people leave it in a cell, taken out of what is around it: blanks and invisible characters, quotes, a
 * display name ({@code Erika Muster <e@x.de>}, {@code "Muster, Erika" <e@x.de>}, {@code e@x.de (Erika Muster)}), a
 * {@code mailto:} link, a comma or dot behind it.
 *
 * @param displayName the name beside the address; empty where there is none
 * @param address what is left, not checked yet
 * @param fault what makes it impossible to tell the address; empty where nothing does
 */
record AddressCell(String displayName, String address, String fault) {
    private static final String MAILTO = "mailto:";

    /** Unwraps a cell. */
    static AddressCell of(String cell) {
        if (isPlain(cell)) {
            return new AddressCell("", cell, "");
        }
        String text = trim(unquote(trim(Blanks.withoutInvisible(cell))));
        int open = text.lastIndexOf('<');
        if (open >= 0) {
            return angled(text, open);
        }
        int comment = text.endsWith(")") ? text.indexOf('(', text.lastIndexOf('@') + 1) : -1;
        if (comment > 0) {
            return bare(text.substring(comment + 1, text.length() - 1), text.substring(0, comment));
        }
        return bare("", text);
    }

    /** Whether the cell holds nothing but characters of ordinary addresses and one @, as nearly all cells do. */
    private static boolean isPlain(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean plain =
                    c >= '@' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '-' && c <= '9' || c == '_' || c == '+';
            if (!plain) {
                return false;
            }
        }
        return !cell.endsWith(".") && cell.indexOf('@') == cell.lastIndexOf('@');
    }

    private static AddressCell angled(String text, int open) {
        int close = text.indexOf('>', open);
        String before = text.substring(0, open);
        String after = close < 0 ? "" : trim(text.substring(close + 1));
        if (close < 0) {
            return new AddressCell("", text, "a \"<\" without \">\"");
        }
        if (before.indexOf('<') >= 0 || endsAnotherAddress(before)) {
            return new AddressCell("", text, several(text));
        }
        if (!after.isEmpty()) {
            return new AddressCell("", text, after.indexOf('@') < 0 ? "text behind the address" : several(text));
        }
        return bare(before, text.substring(open + 1, close));
    }

    private static AddressCell bare(String name, String address) {
        String text = trim(address);
        if (text.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
            int query = text.indexOf('?');
            text = trim(text.substring(MAILTO.length(), query < 0 ? text.length() : query));
        }
        String fault = atsOutsideQuotes(text) > 1 ? several(text) : "";
        return new AddressCell(displayName(name), text, fault);
    }

    /** Whether the text before an angle bracket is an address and a comma, rather than a name. */
    private static boolean endsAnotherAddress(String before) {
        int at = before.lastIndexOf('@');
        String rest = before.substring(at + 1);
        return at >= 0 && !rest.endsWith("\"") && (rest.indexOf(',') >= 0 || rest.indexOf(';') >= 0);
    }

    private static String several(String text) {
        long addresses = Arrays.stream(text.split("[,;/|<>\\s]+"))
                .filter(part -> part.indexOf('@') > 0 && !part.endsWith("@"))
                .count();
        if (addresses < 2) {
            return "more than one @";
        }
        return (addresses == 2 ? "two" : String.valueOf(addresses)) + " addresses in one cell";
    }

    private static int atsOutsideQuotes(String address) {
        int ats = 0;
        boolean quoted = false;
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '@' && !quoted) {
                ats++;
            }
        }
        return ats;
    }

    private static String displayName(String text) {
        String name = unquote(Blanks.strip(text)).replace("\\\"", "\"").replace("\\\\", "\\");
        var shown = new StringBuilder(name.length());
        name.chars().forEach(c -> shown.append(Character.isISOControl(c) || c == 0xa0 ? ' ' : (char) c));
        return Blanks.strip(shown.toString());
    }

    /** Without quotes that stand around the whole of it, as Outlook writes {@code 'e@x.de'}. */
    private static String unquote(String text) {
        char first = text.isEmpty() ? 0 : text.charAt(0);
        boolean around =
                (first == '"' || first == '\'') && text.length() > 1 && text.charAt(text.length() - 1) == first;
        return around ? text.substring(1, text.length() - 1) : text;
    }

    /** Without blanks around it, and without the commas and dots that a sentence or a list leaves. */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && (Blanks.isBlank(text.charAt(from)) || isSeparator(text.charAt(from)))) {
            from++;
        }
        while (to > from
                && (Blanks.isBlank(text.charAt(to - 1))
                        || isSeparator(text.charAt(to - 1))
                        || isFinalDot(text, to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';';
    }

    /** A dot behind the domain; two dots are a fault to be told. */
    private static boolean isFinalDot(String text, int at) {
        return text.charAt(at) == '.' && text.indexOf('@') >= 0 && !text.endsWith("..");
    }
}
