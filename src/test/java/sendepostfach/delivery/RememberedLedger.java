package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.UncertainPolicy;

/** A ledger of one lane in memory, with what the real one promises: rows numbered from 1, all at one site. */
public final class RememberedLedger implements DeliveryLedger {
    private final Map<Integer, RecipientState> states = new TreeMap<>();
    private final Map<Integer, Outcome> outcomes = new HashMap<>();
    private final String site;
    private int mostClaimed;
    private int writes;
    private long run;

    public RememberedLedger(int recipients, String site) {
        this.site = site;
        for (int row = 1; row <= recipients; row++) {
            states.put(row, RecipientState.QUEUED);
        }
    }

    public synchronized RecipientState state(int row) {
        return Objects.requireNonNull(states.get(row));
    }

    /** The last outcome; empty where none was recorded. */
    public synchronized Optional<Outcome> outcome(int row) {
        return Optional.ofNullable(outcomes.get(row));
    }

    /** How many were claimed at once at most. */
    public synchronized int mostClaimed() {
        return mostClaimed;
    }

    /** How many transactions wrote claims and outcomes. */
    public synchronized int writes() {
        return writes;
    }

    private int count(RecipientState state) {
        return (int) states.values().stream().filter(state::equals).count();
    }

    @Override
    public synchronized Optional<LaneLease> open(
            long campaign, int lane, String owner, UncertainPolicy policy, Duration lease, Instant now) {
        return Optional.of(new LaneLease(campaign, lane, site, false, ++run, owner, now));
    }

    @Override
    public boolean renew(LaneLease lease, Duration length, Instant now) {
        return true;
    }

    @Override
    public synchronized List<Due> due(LaneLease lease, Instant now, int limit) {
        return states.entrySet().stream()
                .filter(row -> row.getValue() == RecipientState.QUEUED)
                .map(row -> due(row.getKey()))
                .limit(limit)
                .toList();
    }

    private Due due(int row) {
        Address address = Address.of("kunde" + row + "@" + site);
        return new Due(row, RecipientState.QUEUED, address, "", List.of(), 0, Optional.empty(), site);
    }

    @Override
    public Set<Integer> claim(LaneLease lease, Collection<Due> recipients, Instant now) {
        return recordAndClaim(lease, List.of(), recipients, now);
    }

    @Override
    public void record(LaneLease lease, Collection<Outcome> some) {
        recordAndClaim(lease, some, List.of(), Instant.EPOCH);
    }

    @Override
    public synchronized Set<Integer> recordAndClaim(
            LaneLease lease, Collection<Outcome> some, Collection<Due> recipients, Instant now) {
        writes++;
        for (Outcome outcome : some) {
            if (states.replace(outcome.row(), RecipientState.CLAIMED, outcome.state())) {
                outcomes.put(outcome.row(), outcome);
            }
        }
        var won = new HashSet<Integer>();
        for (Due due : recipients) {
            if (states.replace(due.row(), due.state(), RecipientState.CLAIMED)) {
                won.add(due.row());
            }
        }
        mostClaimed = Math.max(mostClaimed, count(RecipientState.CLAIMED));
        return won;
    }

    @Override
    public void putOff(LaneLease lease, Map<Integer, Instant> rows) {}

    @Override
    public int expire(LaneLease lease, Duration window, Instant now) {
        return 0;
    }

    @Override
    public int expireAll(LaneLease lease, Instant now) {
        return 0;
    }

    @Override
    public void tried(LaneLease lease, Instant at) {}

    @Override
    public synchronized Rest rest(LaneLease lease, Duration window) {
        int open = count(RecipientState.QUEUED) + count(RecipientState.CLAIMED);
        return new Rest(open, Optional.empty(), Optional.empty());
    }

    @Override
    public MessageRefusals messageRefusals(long campaign) {
        return new MessageRefusals(0, 0, 1, 0, states.size());
    }

    @Override
    public void stop(long campaign, String reason, Instant now) {}

    @Override
    public void close(
            LaneLease lease,
            LaneState state,
            Optional<Instant> nextRun,
            Optional<Instant> suspendedUntil,
            String reason) {}
}
