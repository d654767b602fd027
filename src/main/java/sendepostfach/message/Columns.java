package sendepostfach.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.Nearest;
import sendepostfach.campaign.Text;

/**
 * What a template may name: the list's columns, and names that the program itself gives a value for each recipient.
 *
 * @param names the columns, as the list's header writes them
 * @param given the program's own names; they win over a column of the same name
 */
record Columns(List<String> names, Set<String> given) {
    /** The name by which the template reaches all columns, for such as are no identifiers. */
    static final String ROW = "row";

    Columns {
        names = List.copyOf(names);
        given = Set.copyOf(given);
    }

    /** The column that a name in a template means: exactly so, or else the only one that differs just by case. */
    Optional<String> find(String name) {
        if (given.contains(name) || names.contains(name)) {
            return Optional.of(name);
        }
        List<String> alike = alike(name);
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** Why a name means no column, and what to write. */
    Text whyNot(String name) {
        List<String> alike = alike(name);
        if (alike.size() > 1) {
            return Text.of(
                    "\"%s\" could be any of the columns %s, write it exactly like one of them",
                    "\"%s\" kann jede der Spalten %s sein; schreiben Sie es genau wie eine davon",
                    name,
                    String.join(", ", alike));
        }
        if (name.equals(MailTemplates.UNSUBSCRIBE_URL)) {
            return Text.of(
                    "{{ %s }} needs the address of the page, write it into mailboxes.yaml, into the mailbox, as"
                            + " unsubscribe: { url: https://... }",
                    "{{ %s }} braucht die Adresse der Seite; sie gehört in mailboxes.yaml zum Postfach, als"
                            + " unsubscribe: { url: https://... }",
                    name);
        }
        return Text.of("there is no merge field \"%s\", %s", "das Feld \"%s\" gibt es nicht, %s", name, hint(name));
    }

    /** Why {@code row["name"]} means no column, and what to write. */
    Text whyNotInRow(String name) {
        return Text.of(
                "the list has no column \"%s\", %s",
                "die Liste hat keine Spalte \"%s\", %s", name, Nearest.hintText(name, names));
    }

    private Text hint(String name) {
        var all = new ArrayList<>(names);
        all.addAll(given);
        List<String> near = Nearest.to(name, all);
        if (!near.isEmpty() && !isIdentifier(near.get(0))) {
            return Text.of("did you mean row[\"%s\"]?", "ist row[\"%s\"] gemeint?", near.get(0));
        }
        return Nearest.hintText(name, all);
    }

    private List<String> alike(String name) {
        return names.stream()
                .distinct()
                .filter(column -> column.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static boolean isIdentifier(String name) {
        return name.matches("[\\p{IsLetter}_][\\p{IsLetter}\\p{IsDigit}_]*");
    }
}
