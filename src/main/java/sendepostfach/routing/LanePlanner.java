package sendepostfach.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

import sendepostfach.campaign.Site;

/**
 * Divides the sites of a campaign into lanes: each large one its own, the small ones balanced over a few mixed lanes. The same
 * counts always give the same lanes, in whatever order they come.
 */
public final class LanePlanner {
    private static final Comparator<Map.Entry<Site, Integer>> LARGEST_FIRST = Map.Entry.<Site, Integer>comparingByValue(
                    Comparator.reverseOrder())
            .thenComparing(entry -> entry.getKey().name());

    private final LaneSettings settings;

    public LanePlanner(LaneSettings settings) {
        this.settings = settings;
    }

    /**
     * The lanes of a campaign: those of the large sites first, the largest at the top.
     *
     * @param recipients how many recipients each site has; sites without any get no lane
     */
    public List<LanePlan> plan(Map<Site, Integer> recipients) {
        List<Map.Entry<Site, Integer>> sites = largestFirst(recipients);
        long all = sum(sites);
        int own = 0;
        while (own < Math.min(sites.size(), settings.mostOwnLanes())
                && settings.deservesOwnLane(sites.get(own).getValue(), all)) {
            own++;
        }
        var lanes = new ArrayList<Bundle>();
        for (var site : sites.subList(0, own)) {
            lanes.add(new Bundle(lanes.size(), site.getKey().name(), false).with(site));
        }
        List<Map.Entry<Site, Integer>> small = sites.subList(own, sites.size());
        int mixedLanes = settings.mixedLanesFor(sum(small), small.size());
        for (int number = 1; number <= mixedLanes; number++) {
            lanes.add(mixed(lanes.size(), number));
        }
        spread(small, lanes);
        return lanes.stream().map(Bundle::plan).toList();
    }

    /**
     * The lanes of a campaign when further sites are found after it has been divided: a site that has a lane stays in it, the
     * others join the mixed lanes.
     *
     * @param lanes what {@link #plan} or this method has given before
     * @param found how many further recipients each site has
     */
    public List<LanePlan> join(List<LanePlan> lanes, Map<Site, Integer> found) {
        var joined = new ArrayList<Bundle>();
        lanes.forEach(lane -> joined.add(new Bundle(joined.size(), lane)));
        var homeless = new ArrayList<Map.Entry<Site, Integer>>();
        for (var site : largestFirst(found)) {
            joined.stream()
                    .filter(lane -> lane.sites.contains(site.getKey()))
                    .findFirst()
                    .ifPresentOrElse(lane -> lane.recipients += site.getValue(), () -> homeless.add(site));
        }
        if (!homeless.isEmpty() && joined.stream().noneMatch(lane -> lane.mixed)) {
            joined.add(mixed(joined.size(), 1));
        }
        spread(homeless, joined);
        return joined.stream().map(Bundle::plan).toList();
    }

    private static void spread(List<Map.Entry<Site, Integer>> sites, List<Bundle> lanes) {
        var lightestFirst = new PriorityQueue<Bundle>(
                Comparator.<Bundle>comparingInt(lane -> lane.recipients).thenComparingInt(lane -> lane.place));
        lanes.stream().filter(lane -> lane.mixed).forEach(lightestFirst::add);
        for (var site : sites) {
            lightestFirst.add(lightestFirst.remove().with(site));
        }
    }

    private static Bundle mixed(int place, int number) {
        return new Bundle(place, "tail-" + number, true);
    }

    private static List<Map.Entry<Site, Integer>> largestFirst(Map<Site, Integer> recipients) {
        return recipients.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(LARGEST_FIRST)
                .toList();
    }

    private static long sum(List<Map.Entry<Site, Integer>> sites) {
        return sites.stream().mapToLong(Map.Entry::getValue).sum();
    }

    /** A lane being filled. */
    private static final class Bundle {
        private final int place;
        private final String name;
        private final boolean mixed;
        private final List<Site> sites = new ArrayList<>();
        private int recipients;

        Bundle(int place, String name, boolean mixed) {
            this.place = place;
            this.name = name;
            this.mixed = mixed;
        }

        Bundle(int place, LanePlan lane) {
            this(place, lane.name(), lane.mixed());
            sites.addAll(lane.sites());
            recipients = lane.recipients();
        }

        Bundle with(Map.Entry<Site, Integer> site) {
            sites.add(site.getKey());
            recipients += site.getValue();
            return this;
        }

        LanePlan plan() {
            return new LanePlan(name, mixed, sites, recipients);
        }
    }
}
