package sendepostfach.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;

class ForecastTest {
    /** A Tuesday. */
    private static final Instant START = Instant.parse("2026-12-01T07:00:00Z");

    private static final Duration FIVE_DAYS = Duration.ofDays(5);
    private static final SendingHours OFFICE = new SendingHours(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            LocalTime.of(8, 0),
            LocalTime.of(18, 0),
            ZoneId.of("Europe/Berlin"));

    private static Forecast forecast(String... mailboxLimits) {
        return new Forecast(
                Stream.of(mailboxLimits).map(Limit::parse).toList(), START, SendingHours.always(), FIVE_DAYS);
    }

    private static SiteRules at(String rate) {
        return new SiteRules(Limit.parse(rate), 1, 1);
    }

    private static Map<Site, Integer> sites(String first, int count, String second, int secondCount) {
        var sites = new LinkedHashMap<Site, Integer>();
        sites.put(new Site(first), count);
        sites.put(new Site(second), secondCount);
        return sites;
    }

    private static SiteForecast only(List<SiteForecast> forecasts) {
        assertThat(forecasts).hasSize(1);
        return forecasts.get(0);
    }

    @Test
    void aSiteAloneTakesItsRecipientsAtItsRate() {
        var gmx = new Site("gmx-webde");
        assertThat(forecast().of(Map.of(gmx, 601), site -> at("60/min")))
                .containsExactly(new SiteForecast(
                        gmx, 601, Limit.parse("60/min"), START, START.plus(Duration.ofMinutes(10)), 0));
    }

    @Test
    void sitesDoNotWaitForEachOther() {
        var shares = forecast()
                .of(sites("slow", 61, "fast", 601), site -> at(site.name().equals("slow") ? "6/min" : "60/min"));
        assertThat(shares).extracting(share -> share.site().name()).containsExactly("fast", "slow");
        assertThat(shares).extracting(SiteForecast::ends).containsOnly(START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void sitesTakeTurnsWhereTheMailboxIsTheNarrowPlace() {
        var shares = forecast("60/min").of(sites("a", 600, "b", 600), site -> at("60/min"));
        assertThat(shares).allSatisfy(share -> assertThat(share.ends())
                .isBetween(START.plus(Duration.ofMinutes(18)), START.plus(Duration.ofMinutes(20))));
    }

    @Test
    void aSmallShareIsNotHeldUpByALargeOne() {
        var shares = forecast("60/min").of(sites("large", 10_000, "small", 10), site -> at("60/min"));
        assertThat(shares.get(1).ends()).isBefore(START.plus(Duration.ofMinutes(2)));
    }

    @Test
    void aMailboxLimitHoldsInEverySlidingWindow() {
        var share = only(forecast("100/h").of(Map.of(new Site("a"), 201), site -> at("60/min")));
        assertThat(share.ends()).isEqualTo(START.plus(Duration.ofHours(2)));
    }

    @Test
    void aLimitThatIsNotUsedUpCostsNothing() {
        var share = only(forecast("500/h", "10000/d").of(Map.of(new Site("a"), 401), site -> at("60/min")));
        assertThat(share.ends()).isEqualTo(START.plus(Duration.ofSeconds(400)));
    }

    @Test
    void allLimitsOfTheMailboxHoldAtOnce() {
        var share = only(forecast("30/min", "500/h", "1000/d").of(Map.of(new Site("a"), 1001), site -> at("120/min")));
        assertThat(share.ends()).isEqualTo(START.plus(Duration.ofDays(1)));
    }

    @Test
    void nothingLeavesOutsideTheSendingHours() {
        var office = new Forecast(List.of(), START, OFFICE, FIVE_DAYS);
        var share = only(office.of(Map.of(new Site("a"), 601), site -> at("60/h")));
        // From 8:00 to 18:00 local time: 600 on Tuesday, and the last one on Wednesday at 8:00.
        assertThat(share.starts()).isEqualTo(START);
        assertThat(share.ends()).isEqualTo(START.plus(Duration.ofDays(1)));
    }

    @Test
    void beforeTheHoursOpenTheFirstMailWaits() {
        Instant saturday = Instant.parse("2026-12-05T12:00:00Z");
        var office = new Forecast(List.of(), saturday, OFFICE, FIVE_DAYS);
        var share = only(office.of(Map.of(new Site("a"), 1), site -> at("60/min")));
        assertThat(share.starts())
                .isEqualTo(Instant.parse("2026-12-07T07:00:00Z"))
                .isEqualTo(share.ends());
    }

    @Test
    void whatLeavesAfterTheWindowHasClosedMissesIt() {
        var share = only(forecast().of(Map.of(new Site("a"), 8000), site -> at("1/min")));
        assertThat(share.missesWindow()).isTrue();
        assertThat(share.late()).isEqualTo(8000 - 5 * 24 * 60);
        assertThat(only(forecast().of(Map.of(new Site("a"), 7200), site -> at("1/min")))
                        .missesWindow())
                .isFalse();
    }

    @Test
    void sitesWithoutRecipientsAreLeftOut() {
        assertThat(forecast().of(Map.of(new Site("a"), 0), site -> at("1/min"))).isEmpty();
    }

    @Test
    void everyMailOfALargeListIsPlayedThrough() {
        var list = new LinkedHashMap<Site, Integer>();
        for (int site = 0; site < 5000; site++) {
            list.put(new Site("site-" + site), 200);
        }
        var shares = forecast("600/min").of(list, site -> at("20/min"));
        // A million mails take 1666 minutes, and as the sites take turns they all end in the last round of 5000.
        assertThat(shares).hasSize(5000).allSatisfy(share -> assertThat(share.ends())
                .isBetween(START.plus(Duration.ofMinutes(1657)), START.plus(Duration.ofMinutes(1667))));
    }
}
