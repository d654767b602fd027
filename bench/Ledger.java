import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.Steering;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.intake.Candidate;
import sendepostfach.ledger.Database;
import sendepostfach.ledger.JdbcCampaigns;
import sendepostfach.ledger.JdbcDeliveryLedger;
import sendepostfach.ledger.JdbcIntakeLedger;
import sendepostfach.ledger.JdbcRoutingLedger;
import sendepostfach.ledger.JdbcSteering;
import sendepostfach.reply.ReplyTable;
import sendepostfach.routing.LanePlan;
import sendepostfach.routing.Route;

/**
 * Times what a lane's run and the status ask of the ledger, in two campaigns of one database: a small one and a large one, each
 * of a single lane, three tenths delivered, three tenths put off for later. A ratio near 1 means that the size of a campaign
 * does not matter. Run by {@code bench/ledger}.
 */
final class Ledger {
    private static final int REPEATS = 20;
    private static final int CHUNK = 50;
    private static final Duration WINDOW = Duration.ofDays(5);
    private static final Duration LEASE = Duration.ofDays(1);
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final Database database;
    private final JdbcTemplate jdbc;
    private final JdbcCampaigns campaigns;
    private final JdbcDeliveryLedger ledger;

    private Ledger(SingleConnectionDataSource source, String vendor) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .load()
                .migrate();
        database = new Database(source, new DataSourceTransactionManager(source));
        jdbc = new JdbcTemplate(source);
        campaigns = new JdbcCampaigns(database);
        ledger = new JdbcDeliveryLedger(database);
    }

    public static void main(String[] args) throws Exception {
        String vendor = args[0];
        int few = Integer.parseInt(args[2]);
        int many = Integer.parseInt(args[3]);
        var source = new SingleConnectionDataSource(args[1], true);
        try {
            var bench = new Ledger(source, vendor);
            CampaignEntry small = bench.campaign("small", few);
            CampaignEntry large = bench.campaign("large", many);
            bench.time(small); // warms up
            Map<String, Double> base = bench.time(small);
            Map<String, Double> big = bench.time(large);
            System.out.printf(Locale.ROOT, "%-44s %12s %12s %7s%n", vendor + ", ms (median of " + REPEATS + ")", few, many, "ratio");
            base.forEach((what, ms) -> System.out.printf(
                    Locale.ROOT, "%-44s %12.2f %12.2f %7.1f%n", what, ms, big.get(what), big.get(what) / ms));
        } finally {
            source.destroy();
        }
    }

    private CampaignEntry campaign(String name, int recipients) {
        CampaignEntry campaign = campaigns.create(
                new Campaigns.NewCampaign(name, "uid" + name, "haupt", "jobs/probe.yaml", "", Map.of(), NOW, NOW));
        var writing = new JdbcIntakeLedger(database).write(campaign.id());
        for (int row = 1; row <= recipients; ) {
            var rows = new ArrayList<Candidate>();
            for (int i = 0; i < 5000 && row <= recipients; i++, row++) {
                rows.add(new Candidate(
                        row, row + 1, Address.of("k" + row + "@gmx.example"), "", List.of("Anna", "Arend", "Ulm"), "raw"));
            }
            writing.write(rows, NOW);
        }
        campaigns.rows(campaign.id(), recipients);
        var routing = new JdbcRoutingLedger(database);
        var site = new Site("gmx");
        var domain = routing.domains(campaign.id()).get(0);
        routing.plan(
                campaign.id(),
                new LinkedHashMap<>(Map.of(domain, new Route.ToSite(site, Route.How.DOMAIN_ITSELF))),
                List.of(new LanePlan("gmx", false, List.of(site), recipients)),
                NOW);
        for (int from = 1; from <= recipients; from += 5000) {
            routing.assign(campaign.id(), from, Math.min(recipients, from + 4999), NOW, NOW, NOW);
        }
        campaigns.change(campaign.id(), EnumSet.of(CampaignState.IMPORTING), CampaignState.RUNNING, "", NOW);
        settleSome(campaign.id(), recipients);
        return campaigns.get(campaign.id());
    }

    /** Rows that end in 0, 1, 2 are delivered; in 3, 4, 5 put off for hours, each for another time. */
    private void settleSome(long campaign, int recipients) {
        int accepted = jdbc.update(
                "UPDATE recipient SET state = 'ACCEPTED', due_at = NULL WHERE campaign_id = ? AND MOD(row_no, 10) < 3",
                campaign);
        int deferred = jdbc.update(
                "UPDATE recipient SET state = 'DEFERRED', attempts = 1, first_try_at = ?, due_at = due_at + row_no + 7200000,"
                        + " kind = 'transient' WHERE campaign_id = ? AND MOD(row_no, 10) BETWEEN 3 AND 5",
                NOW.toEpochMilli(),
                campaign);
        jdbc.update("DELETE FROM tally WHERE campaign_id = ?", campaign);
        Map.of("ACCEPTED", accepted, "DEFERRED", deferred, "QUEUED", recipients - accepted - deferred)
                .forEach((state, n) -> jdbc.update("INSERT INTO tally VALUES (?, 1, ?, ?)", campaign, state, n));
        if (jdbc.getDataSource() instanceof SingleConnectionDataSource source && source.getUrl().contains(":mysql:")) {
            jdbc.execute("ANALYZE TABLE recipient");
        }
    }

    private Map<String, Double> time(CampaignEntry campaign) {
        Instant now = NOW.plusSeconds(60);
        LaneLease lease = ledger.open(campaign.id(), 1, "bench", UncertainPolicy.HOLD, LEASE, now)
                .orElseThrow();
        var times = new LinkedHashMap<String, List<Long>>();
        var steering = new JdbcSteering(database);
        var all = new Steering.Selection(campaign.id(), Optional.empty(), Optional.empty());
        var reply = new Reply(Phase.RCPT, 450, Optional.empty(), List.of("4.2.0 try again"));
        var verdict = ReplyTable.standard().verdict(reply);
        for (int i = 0; i < REPEATS; i++) {
            int delay = i;
            List<Due> due = new ArrayList<>();
            timed(times, "the next 1000 due", () -> due.addAll(ledger.due(lease, now, 1000)));
            List<Due> some = due.subList(0, CHUNK);
            Set<Integer> rows = some.stream().map(Due::row).collect(Collectors.toSet());
            timed(times, "claim " + CHUNK, () -> require(ledger.claim(lease, some, now).equals(rows)));
            List<Outcome> outcomes = some.stream()
                    .map(each -> each.row() % 2 == 0
                            ? new Outcome(
                                    each.row(), RecipientState.ACCEPTED, 1, Optional.of(now), Optional.empty(), now,
                                    Optional.empty())
                            : new Outcome(
                                    each.row(), RecipientState.DEFERRED, 1, Optional.of(now),
                                    Optional.of(now.plus(Duration.ofHours(1)).plusSeconds(delay)), now,
                                    Optional.of(new Outcome.Trouble(reply, verdict))))
                    .toList();
            timed(times, "record " + CHUNK + ", half of them put off", () -> ledger.record(lease, outcomes));
            timed(times, "renew the lease", () -> require(ledger.renew(lease, LEASE, now)));
            timed(times, "expire, nothing to expire", () -> require(ledger.expire(lease, WINDOW, now) == 0));
            timed(times, "when the lane has to run again", () -> ledger.rest(lease, WINDOW));
            timed(times, "counts by lane and state", () -> campaigns.tally(campaign.id()));
            timed(times, "how many a restart would touch", () -> steering.restart(all, now, true));
        }
        ledger.close(lease, sendepostfach.campaign.LaneState.DEFERRED, Optional.of(now), Optional.empty(), "");
        var medians = new LinkedHashMap<String, Double>();
        times.forEach((what, nanos) -> {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            medians.put(what, sorted[sorted.length / 2] / 1e6);
        });
        return medians;
    }

    private static void timed(Map<String, List<Long>> times, String what, Runnable run) {
        long start = System.nanoTime();
        run.run();
        times.computeIfAbsent(what, key -> new ArrayList<>()).add(System.nanoTime() - start);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the ledger did not do what was asked of it");
        }
    }
}
