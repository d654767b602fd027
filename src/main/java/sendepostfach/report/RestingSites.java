package sendepostfach.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import sendepostfach.campaign.CampaignEntry;

/**
 * The sites of a campaign that rest while recipients wait for them, those of mixed lanes too, which themselves go on. To ask is
 * cheap where no site rests; else all that waits in the lanes of such sites is read, in one go for all of them.
 */
@FunctionalInterface
public interface RestingSites {
    /** So many sites of a lane are named; of thousands that rest, nobody would read more. */
    int NAMED = 10;

    /**
     * A site that rests.
     *
     * @param site its name
     * @param waiting how many of the lane's recipients wait for it
     * @param until the rest's end
     * @param reason why, in the server's words where it is the server's doing; may be empty
     */
    record Resting(String site, int waiting, Instant until, String reason) {}

    /**
     * The sites of one lane that rest.
     *
     * @param most those for which most recipients wait, these first
     * @param more how many others rest
     */
    record InLane(List<Resting> most, int more) {
        /** No site of the lane rests. */
        public static final InLane NONE = new InLane(List.of(), 0);

        public InLane {
            most = List.copyOf(most);
        }
    }

    /** The sites that rest now, by lane; at most {@code named} of each lane by name. Lanes without any are left out. */
    Map<Integer, InLane> of(CampaignEntry campaign, int named, Instant now);
}
