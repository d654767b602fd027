package sendepostfach.reply;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

import sendepostfach.campaign.Reply;

/**
 * A reply's words in the one form that the table's phrases are compared with: lower case, no accents, no apostrophes,
 * parted by single blanks. Addresses, host names, links and numbers with dots would tear phrases apart ("user
 * x@example.com unknown"), so they stand behind a bar at the end: {@code " user unknown | x@example.com "}.
 */
public final class Wording {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final String STRIPPED = "<>()[]{}\"'`*#=:;,.!?-_";

    private final StringBuilder words = new StringBuilder(" ");
    private final StringBuilder names = new StringBuilder("| ");

    private Wording() {}

    static String of(Reply reply) {
        return of(reply.text());
    }

    public static String of(String text) {
        var wording = new Wording();
        for (String token : text.split("\\s+")) {
            wording.token(token);
        }
        return wording.words.append(wording.names).toString();
    }

    private void token(String raw) {
        int glued = gluedSentence(raw);
        if (glued > 0) {
            token(raw.substring(0, glued));
            token(raw.substring(glued + 1));
            return;
        }
        int from = 0;
        int to = raw.length();
        while (from < to && STRIPPED.indexOf(raw.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && STRIPPED.indexOf(raw.charAt(to - 1)) >= 0) {
            to--;
        }
        String token = plain(raw.substring(from, to));
        if (token.isEmpty()) {
            return;
        }
        if (isName(token)) {
            names.append(token).append(' ');
        } else {
            words(token);
        }
    }

    /** Where a new sentence begins without a blank ("is_blocked.For help"), or -1. */
    private static int gluedSentence(String raw) {
        for (int at = 1; at + 1 < raw.length(); at++) {
            if (raw.charAt(at) == '.'
                    && Character.isLowerCase(raw.charAt(at - 1))
                    && Character.isUpperCase(raw.charAt(at + 1))) {
                return at;
            }
        }
        return -1;
    }

    private static String plain(String token) {
        String lower = token.toLowerCase(Locale.ROOT).replace("ß", "ss");
        boolean ascii = lower.chars().allMatch(letter -> letter < 128);
        return ascii
                ? lower
                : ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                        .replaceAll("")
                        .replace('’', '\'');
    }

    /** Whether a token is an address, a link, a host name, an IP address or another dotted number. */
    private static boolean isName(String token) {
        if (token.contains("://") || token.startsWith("www.") || token.indexOf('@') >= 0) {
            return true;
        }
        int dot = token.indexOf('.');
        if (dot < 0) {
            return token.indexOf(':') >= 0
                    && token.chars().filter(c -> c == ':').count() > 2;
        }
        return token.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-_.[]:".indexOf(c) >= 0)
                && !token.contains("..");
    }

    private void words(String token) {
        boolean open = false;
        for (int at = 0; at < token.length(); at++) {
            char letter = token.charAt(at);
            if (Character.isLetterOrDigit(letter)) {
                words.append(letter);
                open = true;
            } else if (letter != '\'' && letter != '`' && open) {
                words.append(' ');
                open = false;
            }
        }
        if (open) {
            words.append(' ');
        }
    }
}
