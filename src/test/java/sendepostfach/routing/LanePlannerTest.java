package sendepostfach.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sendepostfach.campaign.Site;

class LanePlannerTest {
    private final LanePlanner planner = new LanePlanner(LaneSettings.DEFAULT);

    private static Map<Site, Integer> sites(Object... namesAndCounts) {
        var sites = new LinkedHashMap<Site, Integer>();
        for (int i = 0; i < namesAndCounts.length; i += 2) {
            sites.put(new Site((String) namesAndCounts[i]), (Integer) namesAndCounts[i + 1]);
        }
        return sites;
    }

    /** Lists as they come: few or thousands of sites, with a long tail. */
    static List<Map<Site, Integer>> lists() {
        var random = new Random(20);
        var lists = new ArrayList<Map<Site, Integer>>();
        for (int sites : new int[] {1, 2, 5, 30, 300, 3000}) {
            for (int scale : new int[] {1, 10, 1000, 100_000}) {
                var list = new LinkedHashMap<Site, Integer>();
                for (int site = 1; site <= sites; site++) {
                    list.put(new Site("site-" + site + ".example"), 1 + random.nextInt(1 + scale / site));
                }
                lists.add(list);
            }
        }
        return lists;
    }

    @ParameterizedTest
    @MethodSource("lists")
    void everySiteIsInExactlyOneLaneAndTheCountsAddUp(Map<Site, Integer> sites) {
        List<LanePlan> lanes = planner.plan(sites);
        assertThat(lanes.stream().flatMap(lane -> lane.sites().stream()))
                .containsExactlyInAnyOrderElementsOf(sites.keySet());
        assertThat(lanes).extracting(LanePlan::name).doesNotHaveDuplicates();
        assertThat(lanes).allSatisfy(lane -> assertThat(lane.recipients())
                .isEqualTo(lane.sites().stream().mapToInt(sites::get).sum()));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void thereAreNeverManyLanes(Map<Site, Integer> sites) {
        List<LanePlan> lanes = planner.plan(sites);
        assertThat(lanes.stream().filter(LanePlan::mixed)).hasSizeLessThanOrEqualTo(4);
        assertThat(lanes.stream().filter(lane -> !lane.mixed())).hasSizeLessThanOrEqualTo(24);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void mixedLanesAreBalanced(Map<Site, Integer> sites) {
        List<LanePlan> mixed =
                planner.plan(sites).stream().filter(LanePlan::mixed).toList();
        int most = mixed.stream().mapToInt(LanePlan::recipients).max().orElse(0);
        int least = mixed.stream().mapToInt(LanePlan::recipients).min().orElse(0);
        int largestSite = mixed.stream()
                .flatMap(lane -> lane.sites().stream())
                .mapToInt(sites::get)
                .max()
                .orElse(0);
        assertThat(most - least).isLessThanOrEqualTo(largestSite);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void theOrderOfTheCountsDoesNotMatter(Map<Site, Integer> sites) {
        var names = new ArrayList<>(sites.keySet());
        Collections.shuffle(names, new Random(1));
        var shuffled = new LinkedHashMap<Site, Integer>();
        names.forEach(name -> shuffled.put(name, sites.get(name)));
        assertThat(planner.plan(shuffled)).isEqualTo(planner.plan(sites));
    }

    @Test
    void largeSitesHaveTheirOwnLanesAndTheTailSharesSome() {
        var sites = sites("gmx-webde", 3000, "google", 4000, "t-online", 900);
        IntStream.range(0, 300).forEach(tail -> sites.put(new Site("firma-" + tail + ".example"), 4));
        assertThat(planner.plan(sites))
                .extracting(LanePlan::name)
                .containsExactly("google", "gmx-webde", "t-online", "tail-1", "tail-2");
    }

    @Test
    void aShortListDoesNotFallApart() {
        var sites = sites("gmx-webde", 22, "google", 12, "t-online", 6);
        IntStream.range(0, 10).forEach(tail -> sites.put(new Site("firma-" + tail + ".example"), 1));
        assertThat(planner.plan(sites)).extracting(LanePlan::name).containsExactly("gmx-webde", "tail-1");
    }

    @Test
    void twoPercentOfAListAreAsGoodAsFiveHundredRecipients() {
        var sites = sites("gmx-webde", 900, "yahoo", 20, "posteo", 18);
        assertThat(planner.plan(sites)).extracting(LanePlan::name).containsExactly("gmx-webde", "yahoo", "tail-1");
    }

    @Test
    void noRecipientsNeedNoLanes() {
        assertThat(planner.plan(Map.of())).isEmpty();
        assertThat(planner.plan(sites("gmx-webde", 0))).isEmpty();
    }

    @Test
    void mixedLanesBecomeMoreAsTheTailGrowsTenfold() {
        var lanes = new TreeMap<Integer, Integer>();
        for (int recipients : new int[] {1, 500, 501, 5000, 5001, 50_000, 50_001, 5_000_000}) {
            lanes.put(recipients, LaneSettings.DEFAULT.mixedLanesFor(recipients, 1000));
        }
        assertThat(lanes.values()).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
        assertThat(LaneSettings.DEFAULT.mixedLanesFor(5_000_000, 3)).isEqualTo(3);
    }

    @Test
    void aSiteThatIsFoundLaterJoinsItsLaneOrTheLightestMixedOne() {
        var before = List.of(
                new LanePlan("google", false, List.of(new Site("google")), 600),
                new LanePlan("tail-1", true, List.of(new Site("a.example")), 30),
                new LanePlan("tail-2", true, List.of(new Site("b.example")), 20));
        assertThat(planner.join(before, sites("google", 5, "a.example", 2, "c.example", 1)))
                .containsExactly(
                        new LanePlan("google", false, List.of(new Site("google")), 605),
                        new LanePlan("tail-1", true, List.of(new Site("a.example")), 32),
                        new LanePlan("tail-2", true, List.of(new Site("b.example"), new Site("c.example")), 21));
    }

    @Test
    void whereThereIsNoMixedLaneALateSiteOpensOne() {
        var before = List.of(new LanePlan("google", false, List.of(new Site("google")), 600));
        assertThat(planner.join(before, sites("c.example", 1)))
                .containsExactly(before.get(0), new LanePlan("tail-1", true, List.of(new Site("c.example")), 1));
        assertThat(planner.join(before, Map.of())).isEqualTo(before);
    }
}
