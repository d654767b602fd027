package sendepostfach.web;

import sendepostfach.campaign.Text;

/** What a visitor asks for does not exist. */
final class NotThere extends RuntimeException {
    private final String name;

    NotThere(String what, String name) {
        super("there is no " + what + " \"" + name + "\"");
        this.name = name;
    }

    Text text() {
        return new Text(String.valueOf(getMessage()), "\"" + name + "\" gibt es hier nicht");
    }
}
