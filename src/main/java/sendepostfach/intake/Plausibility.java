package sendepostfach.intake;

/**
 * How likely it is that somebody wrote a text like this into a list: the sum over its characters beyond ASCII, for telling
 * the right one among several decodings of the same bytes. Wrong decodings betray themselves by capitals within words
 * ({@code MŸller}), signs between letters ({@code M¸ller}) and characters that nobody types.
 */
final class Plausibility {
    private static final String GERMAN = "äöüßÄÖÜẞ";
    private static final String NO_LETTERS = "ƒﬁﬂˆªºµΩπıˇ";
    private static final String QUOTES_AND_DASHES = "‘’“”„‚«»‹›–—…•°§©®™²³½¼¾·×±";
    private static final String APOSTROPHES = "’´";

    private static final int GERMAN_LETTER = 10;
    private static final int OTHER_LETTER = 4;
    /** A bit more than a letter: in the charset of Windows an apostrophe is the byte that is a Mac's í. */
    private static final int APOSTROPHE = 5;

    private static final int TYPED_SIGN = 1;
    private static final int ODD = -4;
    private static final int LONE_LETTER = -2;
    private static final int WRONG_CASE = -6;
    private static final int IMPOSSIBLE = -20;

    private Plausibility() {}

    static int of(String text) {
        int score = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isLetter(c)) {
                int end = at + 1;
                while (end < text.length() && isLetter(text.charAt(end))) {
                    end++;
                }
                score += word(text, at, end);
                at = end;
            } else {
                score += c < 0x80 ? 0 : sign(text, at);
                at++;
            }
        }
        return score;
    }

    private static boolean isLetter(char c) {
        return c < 0x80
                ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
                : Character.isLetter(c) && NO_LETTERS.indexOf(c) < 0;
    }

    private static int word(String text, int from, int to) {
        int german = 0;
        int other = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                german += GERMAN.indexOf(c) >= 0 ? 1 : 0;
                other += GERMAN.indexOf(c) >= 0 ? 0 : 1;
            }
        }
        int letters = german + other;
        if (letters == 0) {
            return 0;
        }
        if (to - from == 1) {
            return LONE_LETTER;
        }
        if (!hasUsualCase(text, from, to)) {
            return WRONG_CASE * letters;
        }
        boolean mostlyForeign = to - from > 2 && letters * 2 > to - from;
        return mostlyForeign ? LONE_LETTER * letters : GERMAN_LETTER * german + OTHER_LETTER * other;
    }

    /** All small, all capital, or a capital first; the ß counts as either. */
    private static boolean hasUsualCase(String text, int from, int to) {
        boolean restSmall = true;
        boolean allCapital = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != 'ß') {
                allCapital &= Character.isUpperCase(c);
                restSmall &= i == from || Character.isLowerCase(c);
            }
        }
        return restSmall || allCapital;
    }

    private static int sign(String text, int at) {
        char c = text.charAt(at);
        if (c == 0xfffd || c < 0xa0) {
            return IMPOSSIBLE;
        }
        boolean letterBefore = at > 0 && isLetter(text.charAt(at - 1));
        boolean letterBehind = at + 1 < text.length() && isLetter(text.charAt(at + 1));
        boolean withinWord = letterBefore && letterBehind;
        if (c == '€') {
            return withinWord ? ODD : OTHER_LETTER;
        }
        if (withinWord) {
            return APOSTROPHES.indexOf(c) >= 0 ? APOSTROPHE : ODD;
        }
        return c == 0xa0 || QUOTES_AND_DASHES.indexOf(c) >= 0 ? TYPED_SIGN : ODD;
    }
}
