package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.pacing.SitePace;
import sendepostfach.report.RestingSites;
import sendepostfach.report.RestingSites.Resting;

/** Which sites of a mixed lane rest, the same on both databases. */
class RestingSitesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final String BUSY = "450 4.7.1 too many mails";

    @ParameterizedTest
    @EnumSource
    void thoseForWhichMostWaitAreNamedAndTheOthersCounted(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = mixed(ledger, 20);
            IntStream.rangeClosed(1, 13).forEach(n -> rests(ledger, "klein" + n + ".example"));
            // whoever has it does not wait
            ledger.database.jdbc.update(
                    "UPDATE recipient SET state = 'ACCEPTED', due_at = NULL WHERE address LIKE 'k0@klein13.example'");

            RestingSites.InLane lane = new JdbcRestingSites(ledger.database)
                    .of(campaign, 3, NOW)
                    .getOrDefault(1, RestingSites.InLane.NONE);

            Instant until = NOW.plus(Duration.ofMinutes(5));
            assertThat(lane.most())
                    .containsExactly(
                            new Resting("klein12.example", 12, until, BUSY),
                            new Resting("klein13.example", 12, until, BUSY),
                            new Resting("klein11.example", 11, until, BUSY));
            assertThat(lane.more()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void domainsOfOneSiteAreOne(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = mixed(ledger, 4);
            ledger.database.jdbc.update(
                    "UPDATE domain SET site = 'haus.example' WHERE name IN ('klein2.example', 'klein3.example')");
            rests(ledger, "haus.example");

            assertThat(new JdbcRestingSites(ledger.database).of(campaign, 10, NOW))
                    .containsExactly(Map.entry(
                            1,
                            new RestingSites.InLane(
                                    List.of(new Resting("haus.example", 5, NOW.plus(Duration.ofMinutes(5)), BUSY)),
                                    0)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void restsThatAreOverOrOfAnotherMailboxOrForNobodyAreLeftOut(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = mixed(ledger, 3);
            var sites = new JdbcRestingSites(ledger.database);
            rests(ledger, "klein1.example");
            rests(ledger, "anderswo.example");
            new JdbcPaceLedger(ledger.database).learn("zweites", "klein2.example", RestingSitesTest::suspended, NOW);

            assertThat(sites.of(campaign, 10, NOW).get(1))
                    .extracting(RestingSites.InLane::most)
                    .asInstanceOf(InstanceOfAssertFactories.list(Resting.class))
                    .extracting(Resting::site)
                    .containsExactly("klein1.example");
            assertThat(sites.of(campaign, 10, NOW.plus(Duration.ofMinutes(5)))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void thousandsOfSitesCostTwoStatementsAndNoneCostsOne(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            Map<String, Integer> domains = IntStream.rangeClosed(1, 2000)
                    .boxed()
                    .collect(Collectors.toMap(n -> "klein" + n + ".example", n -> 1, (a, b) -> a, LinkedHashMap::new));
            CampaignEntry campaign = mixed(ledger, domains);
            var sites = new JdbcRestingSites(ledger.database);

            long before = ledger.statements();
            assertThat(sites.of(campaign, 10, NOW)).isEmpty();
            assertThat(ledger.statements() - before).isEqualTo(1);

            ledger.database.jdbc.update("INSERT INTO site_pace (mailbox, site, rate, proven, too_fast, too_fast_at,"
                    + " watched_since, watched, rested, crowd, too_many, too_many_at, clean, strikes,"
                    + " suspended_until, reason, next_turn) SELECT 'haupt', name, 0, 0, 0, 0, 0, 0, FALSE, 0, 0, 0, 0,"
                    + " 1, " + NOW.plusSeconds(60).toEpochMilli() + ", '450', 0 FROM domain");
            before = ledger.statements();
            assertThat(sites.of(campaign, 10, NOW).get(1))
                    .extracting(RestingSites.InLane::more)
                    .isEqualTo(1990);
            assertThat(ledger.statements() - before).isEqualTo(2);
        }
    }

    /** A campaign of one mixed lane with sites klein1.example to kleinN.example, of 1 to N recipients. */
    private static CampaignEntry mixed(TestLedger ledger, int sites) {
        return mixed(
                ledger,
                IntStream.rangeClosed(1, sites)
                        .boxed()
                        .collect(Collectors.toMap(
                                n -> "klein" + n + ".example", n -> n, (a, b) -> a, LinkedHashMap::new)));
    }

    private static CampaignEntry mixed(TestLedger ledger, Map<String, Integer> domains) {
        CampaignEntry campaign = ledger.running(domains, NOW);
        ledger.mixLanes();
        ledger.database.jdbc.update("UPDATE domain SET lane_no = 1");
        ledger.database.jdbc.update("UPDATE recipient SET lane_no = 1");
        return campaign;
    }

    private static void rests(TestLedger ledger, String site) {
        new JdbcPaceLedger(ledger.database).learn("haupt", site, RestingSitesTest::suspended, NOW);
    }

    private static SitePace suspended(SitePace pace) {
        return pace.afterBlocked(NOW, Optional.of(Duration.ofMinutes(5)), BUSY, PaceSettings.STANDARD);
    }
}
