package sendepostfach.ledger;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toSet;
import static sendepostfach.ledger.Database.time;
import static sendepostfach.ledger.Database.values;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.report.RestingSites;

/** The sites of a campaign that rest, from the database: two statements, however many sites. */
public final class JdbcRestingSites implements RestingSites {
    /** The campaign's domains come first, and each looks up its site's one row. */
    static final String RESTING = "SELECT d.lane_no, d.domain_no, p.site, p.suspended_until, p.reason FROM domain d"
            + " JOIN site_pace p ON p.mailbox = ? AND p.site = d.site"
            + " WHERE d.campaign_id = ? AND d.lane_no IS NOT NULL AND p.suspended_until > ?";

    private final Database db;

    public JdbcRestingSites(Database db) {
        this.db = db;
    }

    /** A domain of a site that rests. A site may have several. */
    private record Domain(int lane, int number, Resting site) {}

    private record Place(int lane, int domain) {}

    @Override
    public Map<Integer, InLane> of(CampaignEntry campaign, int named, Instant now) {
        List<Domain> domains = db.jdbc.query(
                RESTING,
                (row, n) -> new Domain(
                        row.getInt("lane_no"),
                        row.getInt("domain_no"),
                        new Resting(
                                row.getString("site"),
                                0,
                                time(row, "suspended_until").orElseThrow(),
                                Objects.requireNonNullElse(row.getString("reason"), ""))),
                campaign.mailbox(),
                campaign.id(),
                now.toEpochMilli());
        if (domains.isEmpty()) {
            return Map.of();
        }
        Map<Place, Integer> waiting =
                waiting(campaign.id(), domains.stream().map(Domain::lane).collect(toSet()));
        var byLane = new TreeMap<Integer, Map<String, Resting>>();
        for (Domain domain : domains) {
            int more = waiting.getOrDefault(new Place(domain.lane, domain.number), 0);
            if (more > 0) {
                byLane.computeIfAbsent(domain.lane, lane -> new HashMap<>())
                        .merge(
                                domain.site.site(),
                                with(domain.site, more),
                                (one, other) -> with(one, one.waiting() + more));
            }
        }
        var most = new TreeMap<Integer, InLane>();
        byLane.forEach((lane, sites) -> most.put(lane, most(sites.values(), named)));
        return most;
    }

    /** How many recipients wait in these lanes, by lane and domain: those that are due some time. */
    private Map<Place, Integer> waiting(long campaign, Set<Integer> lanes) {
        var waiting = new HashMap<Place, Integer>();
        db.jdbc.query(
                "SELECT lane_no, domain_no, COUNT(*) AS n FROM recipient WHERE "
                        + Database.isOneOf("lane_no", lanes.size())
                        + " AND due_at IS NOT NULL GROUP BY lane_no, domain_no",
                row -> {
                    waiting.put(new Place(row.getInt("lane_no"), row.getInt("domain_no")), row.getInt("n"));
                },
                values(Database.keys(campaign, lanes)));
        return waiting;
    }

    private static Resting with(Resting site, int waiting) {
        return new Resting(site.site(), waiting, site.until(), site.reason());
    }

    private static InLane most(Collection<Resting> sites, int named) {
        List<Resting> most = sites.stream()
                .sorted(comparingInt(Resting::waiting).reversed().thenComparing(comparing(Resting::site)))
                .limit(named)
                .toList();
        return new InLane(most, sites.size() - most.size());
    }
}
