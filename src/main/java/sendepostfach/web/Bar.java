package sendepostfach.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sendepostfach.campaign.RecipientState;

/**
 * A bar whose parts show how many rows are in which state.
 *
 * @param parts the parts from the left
 * @param total all rows
 */
public record Bar(List<Part> parts, int total) {
    /**
     * A part of a bar.
     *
     * @param state the state, as the message key's end and the style's name
     * @param n how many rows
     * @param x where it begins, in thousandths of the bar
     * @param width how wide it is, in thousandths
     */
    public record Part(RecipientState state, int n, int x, int width) {
        /** The name of its style. */
        public String style() {
            return "s-" + state.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final int WHOLE = 1000;
    private static final List<RecipientState> FROM_LEFT = List.of(
            RecipientState.DELIVERED,
            RecipientState.ACCEPTED,
            RecipientState.CLAIMED,
            RecipientState.QUEUED,
            RecipientState.DEFERRED,
            RecipientState.UNCERTAIN,
            RecipientState.REFUSED,
            RecipientState.BOUNCED,
            RecipientState.COMPLAINED,
            RecipientState.EXPIRED,
            RecipientState.CANCELLED,
            RecipientState.REJECTED);

    static Bar of(Map<RecipientState, Integer> states) {
        int total = states.values().stream().mapToInt(Integer::intValue).sum();
        var parts = new ArrayList<Part>();
        int x = 0;
        long before = 0;
        for (RecipientState state : FROM_LEFT) {
            int n = states.getOrDefault(state, 0);
            if (n > 0) {
                before += n;
                int end = Math.toIntExact(before * WHOLE / total);
                parts.add(new Part(state, n, x, end - x));
                x = end;
            }
        }
        return new Bar(parts, total);
    }

    /** How many rows are in which state, in the order of the bar. */
    public Map<RecipientState, Integer> counts() {
        var counts = new LinkedHashMap<RecipientState, Integer>();
        parts.forEach(part -> counts.put(part.state(), part.n()));
        return counts;
    }
}
