package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.pacing.SitePace;

/** Who goes behind whom on a connection, and what becomes of places and turns. */
class WaitingRoomTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final SiteRules RULES = new SiteRules(Limit.parse("600000/min"), 3, 1000);

    private final WaitingRoom room = new WaitingRoom(
            new LaneOrders(
                    "haupt",
                    3,
                    List.of(),
                    site -> RULES,
                    PaceSettings.STANDARD,
                    RetrySchedule.DEFAULT,
                    Duration.ofDays(5),
                    SendingHours.always(),
                    UncertainPolicy.HOLD,
                    START,
                    Optional.empty()),
            new SitePresence());

    @Test
    void aSiteOfWhichOneMailIsUnderWayHandsItsPlaceOn() {
        enter("gmx", 1, 3);
        grant("gmx", SitePace.FRESH, 3);
        Due first = room.next(START).orElseThrow();
        assertThat(room.next(later(1)))
                .as("one at a time until the site has taken one")
                .isEmpty();

        Due second = room.behind(first, later(1)).orElseThrow();
        assertThat(room.underWay()).as("one connection for both").isEqualTo(1);
        room.ended(first, true, later(2));
        assertThat(room.underWay()).isEqualTo(1);
        assertThat(room.next(later(2))).as("the place is the second one's").isEmpty();
        room.ended(second, true, later(3));
        assertThat(room.underWay()).isZero();
        assertThat(room.next(later(3))).map(Due::row).contains(3);
    }

    @Test
    void whoHasWaitedLongerAtAnotherSiteGoesBehindBeforeMoreOfTheSameSite() {
        enter("gmx", 1, 5);
        enter("web.de", 6, 5);
        grant("gmx", SitePace.FRESH, 5);
        Due first = room.next(START).orElseThrow();
        grant("web.de", SitePace.FRESH, 5);

        assertThat(room.behind(first, later(1))).map(Due::site).contains("web.de");
    }

    @Test
    void aTurnThatARestHasTakenBackIsNotGivenBackOnceMore() {
        enter("gmx", 1, 5);
        grant("gmx", SitePace.FRESH, 5);
        Due first = room.next(START).orElseThrow();
        Due second = room.behind(first, later(1)).orElseThrow();

        Instant until = START.plusSeconds(300);
        room.learned("gmx", SitePace.FRESH.suspended(until, "too fast"), later(2));
        room.ended(first, true, later(3));
        room.ended(second, false, later(4));

        assertThat(room.next(until)).as("a probe has to be asked for").isEmpty();
        assertThat(room.siteWishes(until)).extracting(PaceLedger.Wish::wanted).containsExactly(1);
    }

    @Test
    void aTurnThatWasNotUsedIsUsedByAnother() {
        enter("gmx", 1, 2);
        grant("gmx", SitePace.FRESH, 1);
        Due first = room.next(START).orElseThrow();
        room.ended(first, false, later(1));
        assertThat(room.next(later(1))).map(Due::row).contains(2);
    }

    @Test
    void whereASiteAllowsFewerThanAreUnderWayPlacesAreGivenUp() {
        enter("gmx", 1, 9);
        grant("gmx", SitePace.FRESH, 9);
        room.accepted("gmx", START);
        room.accepted("gmx", START);
        Due first = room.next(later(1)).orElseThrow();
        Due second = room.next(later(2)).orElseThrow();

        SitePace one = SitePace.FRESH.afterTooMany(
                2, later(3), Optional.empty(), "too many connections", RULES, PaceSettings.STANDARD);
        assertThat(one.connections(RULES)).isEqualTo(1);
        room.learned("gmx", one, later(3));

        assertThat(room.behind(first, later(4))).isEmpty();
        room.ended(first, true, later(5));
        assertThat(room.behind(second, later(6))).as("the one that is left").isPresent();
    }

    private void enter(String site, int from, int n) {
        room.admit(IntStream.range(from, from + n)
                .mapToObj(row -> new Due(
                        row,
                        RecipientState.QUEUED,
                        Address.of("kunde" + row + "@" + site + ".example"),
                        "",
                        List.of(),
                        0,
                        Optional.empty(),
                        site))
                .toList());
    }

    private void grant(String site, SitePace pace, int turns) {
        room.grantSites(Map.of(site, new PaceLedger.Turns(pace, turns, START)), START);
    }

    private static Instant later(int seconds) {
        return START.plusSeconds(seconds);
    }
}
