package sendepostfach.reply;

import java.util.HashMap;
import java.util.Map;

/** A wording that many phrases are looked for in, with what was found out about their words. For one thread. */
final class Heard {
    private final String wording;
    private final Map<Word, Boolean> found = new HashMap<>(512);

    /**
     * Makes a text ready to be asked.
     *
     * @param wording in the form of {@link Wording}
     */
    Heard(String wording) {
        this.wording = wording;
    }

    String wording() {
        return wording;
    }

    /** Whether a word may be in it; false only if it is not. */
    boolean mayHave(Word word) {
        return found.computeIfAbsent(word, asked -> asked.mayBeIn(wording));
    }
}
