package sendepostfach.report;

import java.util.EnumMap;
import java.util.Map;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.RecipientState;

/** How many rows of a campaign ended in which state. The rows of the file equal the sum over all states, or nothing is right. */
public record Account(String campaign, int rows, Map<RecipientState, Integer> states) {
    public Account {
        states = Map.copyOf(states);
    }

    /** The account of a campaign whose rows are added up already. */
    public static Account ofTotals(CampaignEntry campaign, Map<RecipientState, Integer> totals) {
        return of(campaign, Map.of(0, totals));
    }

    /** Adds up the tally of all lanes. */
    public static Account of(CampaignEntry campaign, Map<Integer, Map<RecipientState, Integer>> tally) {
        var sums = new EnumMap<RecipientState, Integer>(RecipientState.class);
        tally.values().forEach(lane -> lane.forEach((state, n) -> sums.merge(state, n, Integer::sum)));
        int rows = campaign.fileRows()
                .orElse(sums.values().stream().mapToInt(Integer::intValue).sum());
        return new Account(campaign.name(), rows, sums);
    }

    public int count(RecipientState state) {
        return states.getOrDefault(state, 0);
    }

    /** How many rows are in a state in which delivery has something to do. */
    public int open() {
        return states.entrySet().stream()
                .filter(each -> each.getKey().isOpen())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Whether everybody who was written to has the mail, and no row was left out. */
    public boolean isClean() {
        return states.entrySet().stream()
                .allMatch(each -> each.getValue() == 0
                        || each.getKey() == RecipientState.ACCEPTED
                        || each.getKey() == RecipientState.DELIVERED);
    }

    /**
     * Checks that every row of the file is accounted for.
     *
     * @throws IllegalStateException where it is not
     */
    public void check() {
        int sum = states.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != rows) {
            throw new IllegalStateException("the account of " + campaign + " does not add up: the list has " + rows
                    + " rows, the states hold " + sum + ": " + states);
        }
    }
}
