package sendepostfach.preflight.spf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Text;

/** A text with macros (RFC 7208, section 7), read once and expanded as often as needed. */
final class MacroString {
    private static final String LETTERS = "slodipvh";
    private static final String EXPLANATION_LETTERS = "crt";
    private static final Pattern MACRO = Pattern.compile("\\{([A-Za-z])(\\d*)([rR]?)([.\\-+,/_=]*)}");

    private final List<Part> parts = new ArrayList<>();

    /** A stretch of text, or a macro. */
    private record Part(String literal, @Nullable Macro macro) {}

    private record Macro(char letter, boolean escaped, int keep, boolean reversed, String delimiters) {}

    /** Where a text stands: what may be in it depends on it. */
    enum Place {
        /** A name for DNS. */
        DOMAIN,
        /** A modifier that RFC 7208 does not know. */
        UNKNOWN_MODIFIER,
        /** An explanation: spaces and the letters c, r and t are allowed. */
        EXPLANATION
    }

    private MacroString() {}

    /** Where the values of macros come from. */
    interface Values {
        /** The value of a macro letter in lower case. */
        String of(char letter);
    }

    static MacroString parse(String text, Place place) {
        var result = new MacroString();
        var literal = new StringBuilder();
        Matcher macro = MACRO.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                boolean visible = c > 0x20 && c < 0x7f || c == ' ' && place == Place.EXPLANATION;
                if (!visible) {
                    throw new SpfSyntaxFault(Text.of(
                            "a character that SPF does not allow: 0x%02X",
                            "ein Zeichen, das SPF nicht erlaubt: 0x%02X", (int) c));
                }
                literal.append(c);
                continue;
            }
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            switch (next) {
                case '%' -> literal.append('%');
                case '_' -> literal.append(' ');
                case '-' -> literal.append("%20");
                case '{' -> {
                    macro.region(i + 1, text.length());
                    if (!macro.lookingAt()) {
                        throw new SpfSyntaxFault(Text.of(
                                "a macro that SPF does not know: %s",
                                "ein Makro, das SPF nicht kennt: %s", text.substring(i)));
                    }
                    result.parts.add(new Part(literal.toString(), null));
                    literal.setLength(0);
                    result.parts.add(new Part("", macro(macro, place)));
                    i = macro.end() - 2;
                }
                default ->
                    throw new SpfSyntaxFault(
                            Text.of("a %% that is no macro: %s", "ein %%, das kein Makro ist: %s", text.substring(i)));
            }
            i++;
        }
        result.parts.add(new Part(literal.toString(), null));
        return result;
    }

    private static Macro macro(Matcher matcher, Place place) {
        char letter = matcher.group(1).charAt(0);
        char lower = Character.toLowerCase(letter);
        boolean known = LETTERS.indexOf(lower) >= 0 || EXPLANATION_LETTERS.indexOf(lower) >= 0 && place != Place.DOMAIN;
        if (!known) {
            throw new SpfSyntaxFault(Text.of(
                    "the macro letter %s is not allowed here",
                    "der Makro-Buchstabe %s ist hier nicht erlaubt", letter));
        }
        String digits = matcher.group(2);
        int keep = digits.isEmpty() ? Integer.MAX_VALUE : atMost(digits);
        if (keep == 0) {
            throw new SpfSyntaxFault(Text.of(
                    "a macro must keep at least one part: %%%s",
                    "ein Makro muss mindestens einen Teil behalten: %%%s", matcher.group()));
        }
        return new Macro(
                lower,
                Character.isUpperCase(letter),
                keep,
                !matcher.group(3).isEmpty(),
                matcher.group(4).isEmpty() ? "." : matcher.group(4));
    }

    private static int atMost(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /** The text with its macros replaced. */
    String expand(Values values) {
        var expanded = new StringBuilder();
        for (Part part : parts) {
            expanded.append(part.literal);
            if (part.macro != null) {
                expanded.append(expand(part.macro, values.of(part.macro.letter)));
            }
        }
        return expanded.toString();
    }

    private static String expand(Macro macro, String value) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        for (char c : value.toCharArray()) {
            if (macro.delimiters.indexOf(c) >= 0) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        if (macro.reversed) {
            Collections.reverse(pieces);
        }
        int from = Math.max(0, pieces.size() - macro.keep);
        String joined = String.join(".", pieces.subList(from, pieces.size()));
        return macro.escaped ? escape(joined) : joined;
    }

    /** All but the unreserved characters of RFC 3986, section 2.3, as %XX. */
    private static String escape(String text) {
        var escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            escaped.append(unreserved ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return escaped.toString();
    }
}
