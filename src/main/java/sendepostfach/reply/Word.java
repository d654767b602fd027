package sendepostfach.reply;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A word of a phrase, or a choice of them: {@code user}, {@code user|mailbox}, {@code block*}. The same choice in many
 * phrases is one object, so that a text is looked through for it once ({@link Heard}).
 */
final class Word {
    private static final Map<String, Word> KNOWN = new ConcurrentHashMap<>();

    private final String source;
    /** What is in a text in any case that has one of the words: each with the blanks that must stand beside it. */
    private final String[] signs;

    private Word(String source) {
        this.source = source;
        this.signs = source.split("\\|");
        for (int at = 0; at < signs.length; at++) {
            signs[at] = sign(signs[at]);
        }
    }

    static Word of(String source) {
        return KNOWN.computeIfAbsent(source, Word::new);
    }

    /** The longest part of a word without a star. */
    private static String sign(String word) {
        String longest = "";
        for (String part : (" " + word + " ").split("\\*")) {
            longest = part.strip().length() > longest.strip().length() ? part : longest;
        }
        return longest;
    }

    /** Whether there is nothing to look for, such as in {@code *}. */
    boolean isAnything() {
        for (String sign : signs) {
            if (sign.isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the words may be in a wording; false only if none is. */
    boolean mayBeIn(String wording) {
        for (String sign : signs) {
            if (wording.contains(sign)) {
                return true;
            }
        }
        return false;
    }

    /** The words with the blank after them, as a regular expression. */
    String regex() {
        String choice = ("\\Q" + source + "\\E").replace("|", "\\E|\\Q").replace("*", "\\E[^ ]*\\Q");
        return "(?:(?:" + choice + ") )";
    }
}
