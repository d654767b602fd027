package sendepostfach.web;

/** What a visitor asks for does not exist. */
final class NotThere extends RuntimeException {
    NotThere(String what, String name) {
        super("there is no " + what + " \"" + name + "\"");
    }
}
