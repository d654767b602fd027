package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a delivery status (RFC 3464, 2; RFC 6533, 3), read with patience: groups that are not parted by blank lines,
 * blank lines within groups, continuation lines without a blank.
 */
final class StatusReport {
    private static final String FINAL = "final-recipient";
    private static final String ORIGINAL = "original-recipient";
    private static final String DIAGNOSTIC = "diagnostic-code";
    private static final Set<String> OPENING = Set.of(FINAL, ORIGINAL, "action");
    private static final Set<String> OF_RECIPIENT = Set.of(
            FINAL,
            ORIGINAL,
            "action",
            "status",
            DIAGNOSTIC,
            "remote-mta",
            "last-attempt-date",
            "final-log-id",
            "will-retry-until",
            "localized-final-recipient",
            "x-actual-recipient");
    private static final Set<String> OF_MESSAGE = Set.of(
            "reporting-mta",
            "original-envelope-id",
            "dsn-gateway",
            "received-from-mta",
            "arrival-date",
            "original-message-id",
            "x-original-message-id");

    private final Map<String, String> message = new HashMap<>();
    private final List<Map<String, String>> groups = new ArrayList<>();
    private Map<String, String> group = new HashMap<>();
    private Map<String, String> last = message;
    private String lastName = "";
    private boolean blank;

    private StatusReport() {}

    static StatusReport read(String text) {
        var report = new StatusReport();
        int at = 0;
        while (at < text.length()) {
            int end = Head.lineEnd(text, at, text.length());
            report.line(text.substring(at, Math.min(end, at + Bounds.FIELD)));
            at = end + 1;
        }
        report.closeGroup();
        return report;
    }

    private void line(String line) {
        if (line.isBlank()) {
            blank = true;
            lastName = "";
            return;
        }
        int colon = Head.colonOfField(line, 0, line.length());
        String name = colon > 0 ? line.substring(0, colon).strip().toLowerCase(Locale.ROOT) : "";
        boolean ofRecipient = OF_RECIPIENT.contains(name);
        if (ofRecipient || OF_MESSAGE.contains(name)) {
            field(name, line.substring(colon + 1).strip(), ofRecipient);
        } else if (!lastName.isEmpty() && (Character.isWhitespace(line.charAt(0)) || goesOn(name))) {
            String soFar = last.getOrDefault(lastName, "");
            if (soFar.length() < Bounds.FIELD) {
                last.put(lastName, soFar + "\n" + line.strip());
            }
        } else {
            lastName = "";
        }
    }

    /** A diagnostic that was wrapped by somebody who did not know how goes on until a blank line or the next field. */
    private boolean goesOn(String name) {
        return lastName.equals(DIAGNOSTIC) && (name.isEmpty() || !name.startsWith("x-"));
    }

    private void field(String name, String value, boolean ofRecipient) {
        if (ofRecipient && (OPENING.contains(name) && group.containsKey(name) || blank && isComplete())) {
            closeGroup();
        }
        last = ofRecipient ? group : message;
        lastName = last.putIfAbsent(name, value) == null ? name : "";
        blank = false;
    }

    private boolean isComplete() {
        return (group.containsKey(FINAL) || group.containsKey(ORIGINAL))
                && (group.containsKey("action") || group.containsKey("status"));
    }

    private void closeGroup() {
        boolean says = group.containsKey(FINAL) || group.containsKey(ORIGINAL) || group.containsKey("action");
        if (says && groups.size() < Bounds.RECIPIENTS) {
            groups.add(group);
        }
        group = new HashMap<>();
    }

    /** The groups of fields, one a recipient, the names in lower case. */
    List<Map<String, String>> recipients() {
        return groups;
    }

    /** A field of the part that is about the whole mail. */
    Optional<String> ofMessage(String name) {
        return Optional.ofNullable(message.get(name));
    }
}
