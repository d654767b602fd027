package sendepostfach.preflight.spf;

/** What a mechanism says of the hosts that it matches. */
public enum Qualifier {
    PASS('+', SpfResult.PASS),
    FAIL('-', SpfResult.FAIL),
    SOFTFAIL('~', SpfResult.SOFTFAIL),
    NEUTRAL('?', SpfResult.NEUTRAL);

    private final char sign;
    private final SpfResult result;

    Qualifier(char sign, SpfResult result) {
        this.sign = sign;
        this.result = result;
    }

    public SpfResult result() {
        return result;
    }

    /** The qualifier that a term begins with; pass where it has none. */
    static Qualifier atStartOf(String term) {
        for (Qualifier each : values()) {
            if (!term.isEmpty() && term.charAt(0) == each.sign) {
                return each;
            }
        }
        return PASS;
    }

    /** Whether a term begins with this qualifier's sign. */
    boolean isWrittenIn(String term) {
        return !term.isEmpty() && term.charAt(0) == sign;
    }
}
