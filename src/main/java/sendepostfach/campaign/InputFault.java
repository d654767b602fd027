package sendepostfach.campaign;

/**
 * Wrong input from a person: a file, a field, an option. The message is one sentence for that person and names the file,
 * line, field and remedy. It is in English; what people meet on pages is also said in German.
 */
public final class InputFault extends RuntimeException {
    private final String german;

    public InputFault(String message) {
        super(message);
        this.german = message;
    }

    public InputFault(String message, Throwable cause) {
        super(message, cause);
        this.german = message;
    }

    public InputFault(Text text) {
        super(text.english());
        this.german = text.german();
    }

    public InputFault(Text text, Throwable cause) {
        super(text.english(), cause);
        this.german = text.german();
    }

    /** The message; the same in both languages where there is no German one. */
    public Text text() {
        return new Text(String.valueOf(getMessage()), german);
    }
}
