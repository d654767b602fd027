package sendepostfach.reply;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Words to look for in a reply, as the table writes them. Words stand one after another; {@code user|mailbox} is either
 * word, {@code is?} may be left out, {@code block*} is any word that begins so, and {@code ...} stands for up to eight
 * words of any kind.
 */
final class Phrase {
    private static final String GAP = "...";
    private static final int LONGEST_GAP = 8;

    private final String source;
    /** What must be in the text in any case: looking for it first spares nearly all pattern matching. */
    private final List<String> telltales;

    private @Nullable Pattern pattern;

    private Phrase(String source, List<String> telltales) {
        this.source = source;
        this.telltales = telltales;
    }

    /**
     * Reads a phrase.
     *
     * @throws IllegalArgumentException if it has no word that must be there
     */
    static Phrase of(String source) {
        String clean = source.strip().replaceAll("\\s+", " ");
        List<String> telltales = Arrays.stream(clean.split(" "))
                .filter(word -> !word.equals(GAP) && !word.endsWith("?"))
                .map(Phrase::literals)
                .max(Comparator.comparingInt(Phrase::shortest))
                .orElse(List.of());
        if (telltales.isEmpty() || shortest(telltales) == 0) {
            throw new IllegalArgumentException("phrase \"" + source + "\" has no word that must be there");
        }
        if (Arrays.stream(clean.split(" ")).anyMatch(word -> word.endsWith("?") && word.contains("|"))) {
            throw new IllegalArgumentException("phrase \"" + source + "\" has a choice that may be left out");
        }
        if (!clean.matches("[^A-Z]*")) {
            throw new IllegalArgumentException("phrase \"" + source + "\" must be in lower case");
        }
        return new Phrase(clean, telltales);
    }

    /** Whether a reply's wording has this phrase. */
    boolean isIn(String wording) {
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
            known = Pattern.compile(
                    " " + Arrays.stream(source.split(" ")).map(Phrase::word).collect(Collectors.joining()));
            pattern = known;
        }
        return known;
    }

    private static String word(String word) {
        if (word.equals(GAP)) {
            return "(?:[^ |]+ ){0," + LONGEST_GAP + "}?";
        }
        boolean optional = word.endsWith("?");
        String core = optional ? word.substring(0, word.length() - 1) : word;
        String choice = Arrays.stream(core.split("\\|"))
                .map(one -> Pattern.quote(one).replace("*", "\\E[^ ]*\\Q"))
                .collect(Collectors.joining("|"));
        return "(?:(?:" + choice + ") )" + (optional ? "?" : "");
    }

    /** The longest literal part of each of a word's alternatives. */
    private static List<String> literals(String word) {
        return Arrays.stream(word.split("\\|"))
                .map(one -> Arrays.stream(one.split("\\*"))
                        .max(Comparator.comparingInt(String::length))
                        .orElse(""))
                .toList();
    }

    private static int shortest(List<String> literals) {
        return literals.stream().mapToInt(String::length).min().orElse(0);
    }

    @Override
    public String toString() {
        return source;
    }
}
