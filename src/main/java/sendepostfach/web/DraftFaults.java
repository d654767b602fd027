package sendepostfach.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.Text;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;
import sendepostfach.intake.AddressCheck;
import sendepostfach.intake.AddressResult;

/** What a draft lacks before it can be a campaign, in words for the one who fills in its forms. */
final class DraftFaults {
    private static final Map<Field, Text> ADDRESSES = Map.of(
            Field.FROM_ADDRESS, new Text("the sender's address", "die Adresse des Absenders"),
            Field.REPLY_TO, new Text("the address for replies", "die Adresse für Antworten"),
            Field.REPORT_TO, new Text("the address for the account", "die Adresse für die Abrechnung"));

    private DraftFaults() {}

    /** The first that is found; empty where the forms are filled in, so that the fault is another one. */
    static Optional<Text> of(Draft draft) {
        if (draft.get(Field.FROM_ADDRESS).isBlank()) {
            return Optional.of(new Text(
                    "the sender's address is missing, write it like name@example.de",
                    "die Adresse des Absenders fehlt; schreiben Sie sie wie name@example.de"));
        }
        for (Field field : List.of(Field.FROM_ADDRESS, Field.REPLY_TO, Field.REPORT_TO)) {
            String address = draft.get(field).strip();
            if (!address.isEmpty() && !(AddressCheck.of(address) instanceof AddressResult.Valid)) {
                return Optional.of(Text.of(
                        "%s, \"%s\", is not one, write it like name@example.de",
                        "%s, \"%s\", ist keine; schreiben Sie sie wie name@example.de", ADDRESSES.get(field), address));
            }
        }
        if (draft.get(Field.HTML).isBlank() && draft.get(Field.TEXT).isBlank()) {
            return Optional.of(new Text(
                    "the mail is empty, write it as HTML, as text or as both",
                    "die Mail ist leer; schreiben Sie sie als HTML, als Text oder beides"));
        }
        if (draft.get(Field.WHEN).equals("at") && draft.get(Field.AT).isBlank()) {
            return Optional.of(new Text(
                    "the time is missing at which the campaign begins",
                    "die Zeit fehlt, zu der die Kampagne beginnen soll"));
        }
        return Optional.empty();
    }
}
