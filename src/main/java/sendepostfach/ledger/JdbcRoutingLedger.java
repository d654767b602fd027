package sendepostfach.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Site;
import sendepostfach.routing.LanePlan;
import sendepostfach.routing.Route;
import sendepostfach.routing.RoutingLedger;

/** Domains, lanes and the way from one to the other in the database. */
public final class JdbcRoutingLedger implements RoutingLedger {
    private static final int NO_LANE = 0;

    private final Database db;

    public JdbcRoutingLedger(Database db) {
        this.db = db;
    }

    @Override
    public List<Counted> domains(long campaign) {
        Map<Integer, Integer> counts = new HashMap<>();
        db.jdbc.query(
                "SELECT domain_no, COUNT(*) AS n FROM recipient WHERE campaign_id = ? GROUP BY domain_no",
                row -> {
                    counts.put(row.getInt("domain_no"), row.getInt("n"));
                },
                campaign);
        return db.jdbc.query(
                "SELECT domain_no, name FROM domain WHERE campaign_id = ? ORDER BY domain_no",
                (row, n) -> new Counted(
                        row.getInt("domain_no"),
                        row.getString("name"),
                        counts.getOrDefault(row.getInt("domain_no"), 0)),
                campaign);
    }

    @Override
    public Map<String, Integer> sites(long campaign) {
        var sites = new LinkedHashMap<String, Integer>();
        db.jdbc.query(
                "SELECT d.site, COUNT(*) AS n FROM recipient r JOIN domain d ON d.campaign_id = r.campaign_id"
                        + " AND d.domain_no = r.domain_no WHERE r.campaign_id = ? AND d.site IS NOT NULL"
                        + " GROUP BY d.site ORDER BY n DESC, d.site",
                row -> {
                    sites.put(row.getString("site"), row.getInt("n"));
                },
                campaign);
        return sites;
    }

    @Override
    public Map<Integer, Integer> sitesByLane(long campaign) {
        var sites = new HashMap<Integer, Integer>();
        db.jdbc.query(
                "SELECT lane_no, COUNT(DISTINCT site) AS n FROM domain WHERE campaign_id = ? AND lane_no IS NOT NULL"
                        + " GROUP BY lane_no",
                row -> {
                    sites.put(row.getInt("lane_no"), row.getInt("n"));
                },
                campaign);
        return sites;
    }

    @Override
    public void plan(long campaign, Map<Counted, Route> routes, List<LanePlan> lanes, Instant opensAt) {
        db.inTransaction(() -> {
            int known = Objects.requireNonNull(
                    db.jdbc.queryForObject("SELECT COUNT(*) FROM lane WHERE campaign_id = ?", Integer.class, campaign));
            if (known == 0) {
                keepRoutes(campaign, routes, laneNumbers(lanes));
                addLanes(campaign, lanes, opensAt);
            }
            return true;
        });
    }

    private static Map<Site, Integer> laneNumbers(List<LanePlan> lanes) {
        var numbers = new HashMap<Site, Integer>();
        for (int i = 0; i < lanes.size(); i++) {
            for (Site site : lanes.get(i).sites()) {
                numbers.put(site, i + 1);
            }
        }
        return numbers;
    }

    private void keepRoutes(long campaign, Map<Counted, Route> routes, Map<Site, Integer> lanes) {
        var rows = new ArrayList<Object[]>();
        routes.forEach((domain, route) -> {
            Stored stored = Stored.of(domain.name(), route);
            int lane = stored.site == null ? NO_LANE : lanes.getOrDefault(new Site(stored.site), NO_LANE);
            int asked = route instanceof Route.Unanswered ? 1 : 0;
            rows.add(Database.values(stored.answer, stored.site, lane, stored.note, asked, campaign, domain.number()));
        });
        db.jdbc.batchUpdate(
                "UPDATE domain SET answer = ?, site = ?, lane_no = ?, note = ?, asked = ?"
                        + " WHERE campaign_id = ? AND domain_no = ?",
                rows);
    }

    private void addLanes(long campaign, List<LanePlan> lanes, Instant opensAt) {
        for (int i = 0; i < lanes.size(); i++) {
            db.jdbc.update(
                    "INSERT INTO lane (campaign_id, lane_no, name, mixed, state, tried_at, run, round)"
                            + " VALUES (?, ?, ?, ?, 'WAITING', ?, 0, 1)",
                    campaign,
                    i + 1,
                    lanes.get(i).name(),
                    lanes.get(i).mixed(),
                    opensAt.toEpochMilli());
        }
    }

    /** A route as the domain's row keeps it. An unanswered domain stands for itself until DNS says something. */
    private record Stored(
            String answer, @Nullable String site, @Nullable String note) {
        static Stored of(String domain, Route route) {
            if (route instanceof Route.ToSite to) {
                return new Stored("ROUTED", to.site().name(), null);
            }
            if (route instanceof Route.Refused refused) {
                return new Stored("REFUSED", null, Database.cut(refused.reason(), 500));
            }
            return new Stored("UNANSWERED", domain, Database.cut(((Route.Unanswered) route).reason(), 500));
        }
    }

    @Override
    public boolean assign(long campaign, int firstRow, int lastRow, Instant opensAt, Instant askAgainAt, Instant now) {
        return db.inTransaction(() -> {
            Integer last = db.jdbc.queryForObject(
                    "SELECT MAX(row_no) FROM recipient WHERE campaign_id = ?", Integer.class, campaign);
            if (last == null || last < firstRow) {
                return false;
            }
            String unrouted = " AND r.row_no BETWEEN ? AND ? AND r.lane_no IS NULL AND r.state = 'QUEUED'";
            var tally = new Database.Tally();
            db.jdbc.query(
                    "SELECT d.lane_no, d.answer, COUNT(*) AS n FROM recipient r JOIN domain d"
                            + " ON d.campaign_id = r.campaign_id AND d.domain_no = r.domain_no"
                            + " WHERE r.campaign_id = ?" + unrouted + " GROUP BY d.lane_no, d.answer",
                    row -> {
                        int n = row.getInt("n");
                        boolean refused = row.getString("answer").equals("REFUSED");
                        tally.add(NO_LANE, RecipientState.QUEUED, -n)
                                .add(
                                        row.getInt("lane_no"),
                                        refused ? RecipientState.REFUSED : RecipientState.QUEUED,
                                        n);
                    },
                    campaign,
                    firstRow,
                    lastRow);
            String domain = " FROM domain d WHERE d.campaign_id = r.campaign_id AND d.domain_no = r.domain_no)";
            db.jdbc.update(
                    "UPDATE recipient r SET due_at = (SELECT CASE d.answer WHEN 'UNANSWERED' THEN ? ELSE ? END" + domain
                            + ", lane_no = (SELECT d.lane_no" + domain + " WHERE r.campaign_id = ?" + unrouted,
                    askAgainAt.toEpochMilli(),
                    opensAt.toEpochMilli(),
                    campaign,
                    firstRow,
                    lastRow);
            db.jdbc.update(
                    "UPDATE recipient SET state = 'REFUSED', kind = 'unknown-domain', due_at = NULL, changed_at = ?"
                            + " WHERE campaign_id = ? AND row_no BETWEEN ? AND ? AND lane_no = 0 AND state = 'QUEUED'",
                    now.toEpochMilli(),
                    campaign,
                    firstRow,
                    lastRow);
            db.tally(campaign, tally);
            return true;
        });
    }

    @Override
    public List<Unanswered> unanswered(long campaign, int lane, Instant now) {
        return db.jdbc.query(
                "SELECT d.domain_no, d.name, d.asked FROM domain d WHERE d.campaign_id = ? AND d.lane_no = ?"
                        + " AND d.answer = 'UNANSWERED' AND EXISTS (SELECT 1 FROM recipient r WHERE r.campaign_id = ?"
                        + " AND r.lane_no = ? AND r.due_at <= ? AND r.domain_no = d.domain_no)",
                (row, n) -> new Unanswered(row.getInt("domain_no"), row.getString("name"), row.getInt("asked")),
                campaign,
                lane,
                campaign,
                lane,
                now.toEpochMilli());
    }

    @Override
    public void answer(long campaign, int lane, Unanswered domain, Route route, Instant askAgainAt, Instant now) {
        db.inTransaction(() -> {
            Stored stored = Stored.of(domain.name(), route);
            boolean still = route instanceof Route.Unanswered;
            db.jdbc.update(
                    "UPDATE domain SET answer = ?, note = ?, site = COALESCE(?, site), asked = asked + ?"
                            + " WHERE campaign_id = ? AND domain_no = ?",
                    stored.answer,
                    stored.note,
                    stored.site,
                    still ? 1 : 0,
                    campaign,
                    domain.number());
            String these = " WHERE campaign_id = ? AND lane_no = ? AND domain_no = ? AND state = 'QUEUED'";
            if (still) {
                db.jdbc.update(
                        "UPDATE recipient SET due_at = ?" + these,
                        askAgainAt.toEpochMilli(),
                        campaign,
                        lane,
                        domain.number());
            } else if (route instanceof Route.Refused) {
                int refused = db.jdbc.update(
                        "UPDATE recipient SET state = 'REFUSED', kind = 'unknown-domain', due_at = NULL,"
                                + " changed_at = ?" + these,
                        now.toEpochMilli(),
                        campaign,
                        lane,
                        domain.number());
                db.tally(
                        campaign,
                        new Database.Tally().move(lane, RecipientState.QUEUED, RecipientState.REFUSED, refused));
            }
            return true;
        });
    }

    @Override
    public void giveUpAsking(long campaign, Unanswered domain) {
        db.jdbc.update(
                "UPDATE domain SET answer = 'ROUTED' WHERE campaign_id = ? AND domain_no = ? AND answer = 'UNANSWERED'",
                campaign,
                domain.number());
    }
}
