package sendepostfach.campaign;

/** A password or key that never shows itself in a log, a page or an error. */
public record Secret(String value) {
    public static final Secret NONE = new Secret("");

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : "***";
    }
}
