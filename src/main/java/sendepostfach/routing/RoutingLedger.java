package sendepostfach.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What routing needs of the ledger. */
public interface RoutingLedger {
    /** A recipient domain of a campaign: its number there and how many recipients it has. */
    record Counted(int number, String name, int recipients) {}

    /** A domain that DNS has not answered about, and how often it was asked. */
    record Unanswered(int number, String name, int asked) {}

    /** The campaign's recipient domains. */
    List<Counted> domains(long campaign);

    /** The campaign's recipients per site, as routed. */
    Map<String, Integer> sites(long campaign);

    /** How many sites each lane of the campaign has. */
    Map<Integer, Integer> sitesByLane(long campaign);

    /**
     * Keeps the routes and makes the lanes, numbered from 1 in their order. Does nothing where the lanes are made already.
     */
    void plan(long campaign, Map<Counted, Route> routes, List<LanePlan> lanes, Instant opensAt);

    /**
     * Gives the recipients of some rows their lanes; those of refused domains are refused, those of unanswered ones are due
     * later. Rows that have a lane are left alone.
     *
     * @return false when there are no rows from {@code firstRow} on
     */
    boolean assign(long campaign, int firstRow, int lastRow, Instant opensAt, Instant askAgainAt, Instant now);

    /** The unanswered domains of a lane that have recipients due. */
    List<Unanswered> unanswered(long campaign, int lane, Instant now);

    /**
     * Keeps what DNS has said at last: a refused domain's recipients are refused. Where it still says nothing they are due
     * again at {@code askAgainAt}.
     */
    void answer(long campaign, int lane, Unanswered domain, Route route, Instant askAgainAt, Instant now);

    /** Lets an unanswered domain's recipients go to the mailbox, whose server asks DNS for itself. */
    void giveUpAsking(long campaign, Unanswered domain);
}
