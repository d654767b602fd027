package sendepostfach.web;

import java.util.Map;

import sendepostfach.campaign.Text;

/** What a visitor asks for does not exist. */
final class NotThere extends RuntimeException {
    private static final Map<String, String> GERMAN = Map.ofEntries(
            Map.entry("campaign", "Kampagne"),
            Map.entry("campaign of execution", "Kampagne der Ausführung"),
            Map.entry("draft", "Entwurf"),
            Map.entry("execution", "Ausführung"),
            Map.entry("file", "Datei"),
            Map.entry("lane", "Spur"),
            Map.entry("mailbox", "Postfach"),
            Map.entry("recipient in row", "Empfänger in Reihe"),
            Map.entry("token", "Token"),
            Map.entry("user", "Zugang"));

    private final String what;
    private final String name;

    NotThere(String what, String name) {
        super("there is no " + what + " \"" + name + "\"");
        this.what = what;
        this.name = name;
    }

    Text text() {
        return new Text(
                String.valueOf(getMessage()), GERMAN.getOrDefault(what, what) + " \"" + name + "\" gibt es nicht");
    }
}
