package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.UncertainPolicy;

/** What delivery needs of the ledger. Each call is a short transaction of its own, durable when it returns. */
public interface DeliveryLedger {
    /**
     * Begins a run of a lane, unless another run holds its lease. What an earlier run left claimed becomes uncertain, or is
     * due again where the policy says so.
     */
    Optional<LaneLease> open(
            long campaign, int lane, String owner, UncertainPolicy policy, Duration lease, Instant now);

    /** Extends the lease; false when the run must end, since the lease is lost or the lane or campaign was halted. */
    boolean renew(LaneLease lease, Duration length, Instant now);

    /** The next due recipients in the order of their due times, at most {@code limit}. */
    List<Due> due(LaneLease lease, Instant now, int limit);

    /**
     * Claims recipients; returns the rows that now belong to this run, which may be fewer. Who was suppressed meanwhile is
     * cancelled instead.
     */
    Set<Integer> claim(LaneLease lease, Collection<Due> recipients, Instant now);

    /** Records what became of claimed recipients. Outcomes of rows that this run no longer holds change nothing. */
    void record(LaneLease lease, Collection<Outcome> outcomes);

    /**
     * Records what became of some recipients and claims others, in one transaction; returns the rows that now belong to this
     * run.
     */
    Set<Integer> recordAndClaim(LaneLease lease, Collection<Outcome> outcomes, Collection<Due> recipients, Instant now);

    /** Makes recipients that are still open due no earlier than the given times. */
    void putOff(LaneLease lease, Map<Integer, Instant> rows);

    /** Expires deferred recipients whose window has closed. Returns how many. */
    int expire(LaneLease lease, Duration window, Instant now);

    /** Expires all that the lane holds. Returns how many. */
    int expireAll(LaneLease lease, Instant now);

    /** Notes that the lane could try something. */
    void tried(LaneLease lease, Instant at);

    /** Whether anything is open in the lane, and when the first of it is due. */
    Rest rest(LaneLease lease, Duration window);

    /** How often receivers have refused the mail itself, at how many sites, and how many mails were accepted. */
    MessageRefusals messageRefusals(long campaign);

    /** Halts the campaign because of the mail itself. */
    void stop(long campaign, String reason, Instant now);

    /** Ends the run and gives the lease back. */
    void close(
            LaneLease lease,
            LaneState state,
            Optional<Instant> nextRun,
            Optional<Instant> suspendedUntil,
            String reason);

    /**
     * What is left of a lane.
     *
     * @param open how many recipients are undecided
     * @param firstDue when the first of them is due
     * @param firstExpiry when the window of the first of them closes; empty where none was tried
     */
    record Rest(int open, Optional<Instant> firstDue, Optional<Instant> firstExpiry) {}

    /**
     * Refusals of the mail itself.
     *
     * @param refused how many attempts were answered so
     * @param sites at how many sites
     * @param sitesInAll how many sites the campaign has
     * @param accepted how many mails were accepted
     * @param rows how many recipients the campaign has
     */
    record MessageRefusals(int refused, int sites, int sitesInAll, int accepted, int rows) {}
}
