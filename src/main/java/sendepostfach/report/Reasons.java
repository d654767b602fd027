package sendepostfach.report;

import java.util.Map;
import java.util.TreeMap;

/** Why rows were not delivered, counted. */
final class Reasons {
    private final Map<String, Integer> undelivered = new TreeMap<>();
    private final Map<String, Integer> rejected = new TreeMap<>();

    void add(ReportLedger.RecipientRow row) {
        String state = row.state().name();
        undelivered.merge(row.kind().map(kind -> state + " " + kind).orElse(state), 1, Integer::sum);
    }

    void add(ReportLedger.RejectedRow row) {
        rejected.merge(row.reason(), 1, Integer::sum);
    }

    Map<String, Integer> undelivered() {
        return undelivered;
    }

    Map<String, Integer> rejected() {
        return rejected;
    }
}
