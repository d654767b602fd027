package sendepostfach.routing;

/**
 * When a site is large enough for a lane of its own, and how many lanes there are.
 *
 * @param ownLaneFrom recipients from which a site always has its own lane
 * @param ownLaneShare the share of the list from which a site has its own lane, if it also has {@code ownLaneAtLeast}
 * @param ownLaneAtLeast recipients below which a site never has its own lane, so that a short list does not fall apart
 * @param mostOwnLanes how many sites have their own lanes at most: the largest
 * @param mostMixedLanes how many lanes the others share at most
 * @param mixedLaneHolds recipients up to which one mixed lane is enough; each further one is added at ten times as many
 */
public record LaneSettings(
        int ownLaneFrom,
        double ownLaneShare,
        int ownLaneAtLeast,
        int mostOwnLanes,
        int mostMixedLanes,
        int mixedLaneHolds) {
    public static final LaneSettings DEFAULT = new LaneSettings(500, 0.02, 20, 24, 4, 500);

    public LaneSettings {
        if (ownLaneFrom < 1 || ownLaneAtLeast < 1 || mixedLaneHolds < 1) {
            throw new IllegalArgumentException("a lane needs at least one recipient: own-lane-from " + ownLaneFrom
                    + ", own-lane-at-least " + ownLaneAtLeast + ", mixed-lane-holds " + mixedLaneHolds);
        }
        if (!(ownLaneShare > 0 && ownLaneShare <= 1)) {
            throw new IllegalArgumentException("own-lane-share must be above 0 and at most 1: " + ownLaneShare);
        }
        if (mostOwnLanes < 0 || mostMixedLanes < 1) {
            throw new IllegalArgumentException("there must be at least one mixed lane: most-own-lanes " + mostOwnLanes
                    + ", most-mixed-lanes " + mostMixedLanes);
        }
    }

    boolean deservesOwnLane(int recipients, long all) {
        return recipients >= ownLaneFrom || (recipients >= ownLaneAtLeast && recipients >= ownLaneShare * all);
    }

    /** How many lanes so many recipients of small sites share. */
    int mixedLanesFor(long recipients, int sites) {
        int lanes = 1;
        for (double held = mixedLaneHolds; recipients > held && lanes < mostMixedLanes; held *= 10) {
            lanes++;
        }
        return Math.min(lanes, sites);
    }
}
