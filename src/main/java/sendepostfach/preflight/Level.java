package sendepostfach.preflight;

import java.util.Locale;

/** How a check came out. */
public enum Level {
    /** Mail will be refused for it, now or soon. */
    FAIL,
    /** It costs trust, or nobody can say for certain. */
    WARN,
    /** It could not be looked at, or there is nothing to look at. */
    SKIP,
    /** All is well. */
    PASS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
