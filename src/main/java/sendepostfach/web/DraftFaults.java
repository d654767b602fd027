package sendepostfach.web;

import java.util.Optional;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;

/** Says what is wrong with a draft's job file in words for the one who filled in the forms, and never saw that file. */
final class DraftFaults {
    private DraftFaults() {}

    /**
     * The words for a fault; empty where it is about none of the fields of the forms.
     *
     * @param fault of the job file, which begins with the field's name there
     */
    static Optional<Text> of(InputFault fault, Draft draft) {
        String field = String.valueOf(fault.getMessage()).replaceFirst("(?s):.*", "");
        return Optional.ofNullable(
                switch (field) {
                    case "from" -> sender(draft.get(Field.FROM_ADDRESS).strip());
                    case "reply-to" ->
                        noAddress(
                                new Text("the address for replies", "die Adresse für Antworten"),
                                draft,
                                Field.REPLY_TO);
                    case "report-to" ->
                        noAddress(
                                new Text("the address for the account", "die Adresse für die Abrechnung"),
                                draft,
                                Field.REPORT_TO);
                    case "html" ->
                        new Text(
                                "the mail is empty, write it as HTML, as text or as both",
                                "die Mail ist leer; schreiben Sie sie als HTML, als Text oder beides");
                    case "schedule.at" ->
                        new Text(
                                "choose the day and the time at which the campaign begins",
                                "wählen Sie Tag und Uhrzeit, zu denen die Kampagne beginnt");
                    case "window" ->
                        new Text(
                                "say for how many days mail may be delivered, at least one",
                                "sagen Sie, wie viele Tage die Zustellung dauern darf, mindestens einen");
                    case "hours.from", "hours.to" ->
                        new Text(
                                "sending hours begin and end at a time of day, such as 08:00 and 18:00",
                                "Sendezeiten beginnen und enden zu einer Uhrzeit, etwa um 08:00 und 18:00");
                    default -> null;
                });
    }

    private static Text sender(String address) {
        return address.isEmpty()
                ? new Text(
                        "the sender's address is missing, write it like name@example.de",
                        "die Adresse des Absenders fehlt; schreiben Sie sie wie name@example.de")
                : noAddress(new Text("the sender's address", "die Adresse des Absenders"), address);
    }

    private static Text noAddress(Text what, Draft draft, Field field) {
        return noAddress(what, draft.get(field).strip());
    }

    private static Text noAddress(Text what, String address) {
        return Text.of(
                "%s, \"%s\", is not one, write it like name@example.de",
                "%s, \"%s\", ist keine; schreiben Sie sie wie name@example.de", what, address);
    }
}
