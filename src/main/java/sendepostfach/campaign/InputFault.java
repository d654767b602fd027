package sendepostfach.campaign;

/**
 * Wrong input from a person: a file, a field, an option. The message is one sentence for that person and names the file,
 * line, field and remedy.
 */
public final class InputFault extends RuntimeException {
    public InputFault(String message) {
        super(message);
    }

    public InputFault(String message, Throwable cause) {
        super(message, cause);
    }
}
