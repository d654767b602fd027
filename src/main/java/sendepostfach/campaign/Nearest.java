package sendepostfach.campaign;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody probably meant who wrote a name that does not exist. */
public final class Nearest {
    private static final int SHOWN = 3;
    /** A name is near when at most every third of its characters would have to change. */
    private static final int CHARACTERS_PER_SLIP = 3;

    private Nearest() {}

    /** The known names that are near to a wrong one, without regard to case, the nearest first, at most three. */
    public static List<String> to(String wrong, Collection<String> known) {
        int slips = Math.max(1, wrong.length() / CHARACTERS_PER_SLIP);
        return known.stream()
                .distinct()
                .filter(name -> distance(lower(wrong), lower(name)) <= slips)
                .sorted(Comparator.comparingInt(name -> distance(lower(wrong), lower(name))))
                .limit(SHOWN)
                .toList();
    }

    /** The end of an error's sentence: {@code did you mean "x"?}, or what is known where nothing is near. */
    public static String hint(String wrong, Collection<String> known) {
        return hintText(wrong, known).english();
    }

    /** The same in both languages. */
    public static Text hintText(String wrong, Collection<String> known) {
        List<String> near = to(wrong, known);
        if (!near.isEmpty()) {
            return Text.of(
                    "did you mean %s?", "ist %s gemeint?", new Text(quoted(near, " or "), quoted(near, " oder ")));
        }
        return known.isEmpty()
                ? new Text("none is known", "keines ist bekannt")
                : Text.of("known: %s", "bekannt sind: %s", String.join(", ", known));
    }

    private static String quoted(List<String> names, String between) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(between));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** How many characters must be put in, left out or changed (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
