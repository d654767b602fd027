package sendepostfach.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Words to look for in a reply, as the table writes them. Words stand one after another; {@code user|mailbox} is either
 * word, {@code is?} may be left out, {@code block*} is any word that begins so, and {@code ...} stands for up to eight
 * words of any kind.
 */
public final class Phrase {
    private static final String GAP = "...";
    private static final int LONGEST_GAP = 8;

    private final String source;
    /** One of these must be in the text in any case: looking for them first spares nearly all pattern matching. */
    private final String[] telltales;

    private @Nullable Pattern pattern;

    private Phrase(String source, String[] telltales) {
        this.source = source;
        this.telltales = telltales;
    }

    /** Reads phrases that are parted by commas. */
    public static List<Phrase> list(String source) {
        var phrases = new ArrayList<Phrase>();
        for (String phrase : source.split(",")) {
            phrases.add(of(phrase));
        }
        return phrases;
    }

    /**
     * Reads a phrase.
     *
     * @throws IllegalArgumentException if it has no word that must be there, capital letters, or a choice that may be left
     *     out
     */
    static Phrase of(String source) {
        String clean = source.strip();
        String[] telltales = {};
        int longest = 0;
        for (String word : clean.split(" ")) {
            if (word.endsWith("?")) {
                refuse(word.indexOf('|') >= 0, clean, "has a choice that may be left out");
            } else if (!word.equals(GAP)) {
                String[] literals = literals(word);
                int shortest = shortest(literals);
                telltales = shortest > longest ? literals : telltales;
                longest = Math.max(longest, shortest);
            }
        }
        refuse(longest == 0, clean, "has no word that must be there");
        refuse(clean.chars().anyMatch(Character::isUpperCase), clean, "must be in lower case");
        return new Phrase(clean, telltales);
    }

    private static void refuse(boolean wrong, String phrase, String why) {
        if (wrong) {
            throw new IllegalArgumentException("phrase \"" + phrase + "\" " + why);
        }
    }

    /** Whether a reply's wording has this phrase. */
    public boolean isIn(String wording) {
        for (String telltale : telltales) {
            if (wording.contains(telltale)) {
                return pattern().matcher(wording).find();
            }
        }
        return false;
    }

    private synchronized Pattern pattern() {
        Pattern known = pattern;
        if (known == null) {
            var regex = new StringBuilder(" ");
            for (String word : source.split(" ")) {
                regex.append(regex(word));
            }
            known = Pattern.compile(regex.toString());
            pattern = known;
        }
        return known;
    }

    private static String regex(String word) {
        if (word.equals(GAP)) {
            return "(?:[^ |]+ ){0," + LONGEST_GAP + "}?";
        }
        boolean optional = word.endsWith("?");
        String core = optional ? word.substring(0, word.length() - 1) : word;
        String choice = ("\\Q" + core + "\\E").replace("|", "\\E|\\Q").replace("*", "\\E[^ ]*\\Q");
        return "(?:(?:" + choice + ") )" + (optional ? "?" : "");
    }

    /** The longest literal part of each of a word's alternatives. */
    private static String[] literals(String word) {
        String[] choice = word.split("\\|");
        for (int at = 0; at < choice.length; at++) {
            String longest = "";
            for (String part : choice[at].split("\\*")) {
                longest = part.length() > longest.length() ? part : longest;
            }
            choice[at] = longest;
        }
        return choice;
    }

    private static int shortest(String[] literals) {
        int shortest = Integer.MAX_VALUE;
        for (String literal : literals) {
            shortest = Math.min(shortest, literal.length());
        }
        return shortest;
    }

    @Override
    public String toString() {
        return source;
    }
}
