package sendepostfach.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Words to look for in a reply, as the table writes them. Words stand one after another; {@code user|mailbox} is either
 * word, {@code is?} may be left out, {@code block*} is any word that begins so, and {@code ...} stands for up to eight
 * words of any kind. {@code user ~ unknown} are two phrases: {@code user ... unknown} and {@code unknown ... user}.
 */
public final class Phrase {
    private static final String GAP = "...";
    private static final String OPTIONAL = "?";
    private static final String EITHER_ORDER = " ~ ";
    private static final int LONGEST_GAP = 8;

    private final String source;
    /** All of these must be in a text: to look for them first spares nearly all pattern matching. */
    private final Word[] needed;

    private @Nullable Pattern pattern;

    private Phrase(String source, Word[] needed) {
        this.source = source;
        this.needed = needed;
    }

    /** Reads phrases that are parted by commas. */
    public static List<Phrase> list(String source) {
        var phrases = new ArrayList<Phrase>();
        for (String phrase : source.split(",")) {
            int either = phrase.indexOf(EITHER_ORDER);
            if (either < 0) {
                phrases.add(of(phrase));
            } else {
                String one = phrase.substring(0, either).strip();
                String other = phrase.substring(either + EITHER_ORDER.length()).strip();
                phrases.add(of(one + " ... " + other));
                phrases.add(of(other + " ... " + one));
            }
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
        refuse(clean.chars().anyMatch(Character::isUpperCase), clean, "must be in lower case");
        var needed = new ArrayList<Word>();
        for (String word : clean.split(" ")) {
            if (word.endsWith(OPTIONAL)) {
                refuse(word.indexOf('|') >= 0, clean, "has a choice that may be left out");
            } else if (!word.equals(GAP) && !Word.of(word).isAnything()) {
                needed.add(Word.of(word));
            }
        }
        refuse(needed.isEmpty(), clean, "has no word that must be there");
        return new Phrase(clean, needed.toArray(Word[]::new));
    }

    private static void refuse(boolean wrong, String phrase, String why) {
        if (wrong) {
            throw new IllegalArgumentException("phrase \"" + phrase + "\" " + why);
        }
    }

    /** Whether a text's wording has this phrase. */
    public boolean isIn(String wording) {
        for (Word word : needed) {
            if (!word.mayBeIn(wording)) {
                return false;
            }
        }
        return pattern().matcher(wording).find();
    }

    /** Whether a wording that is asked for many phrases has this one. */
    boolean isIn(Heard heard) {
        for (Word word : needed) {
            if (!heard.mayHave(word)) {
                return false;
            }
        }
        return pattern().matcher(heard.wording()).find();
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
        return word.endsWith(OPTIONAL)
                ? Word.of(word.substring(0, word.length() - 1)).regex() + "?"
                : Word.of(word).regex();
    }

    @Override
    public String toString() {
        return source;
    }
}
