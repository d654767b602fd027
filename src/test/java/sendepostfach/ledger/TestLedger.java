package sendepostfach.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Site;
import sendepostfach.intake.Candidate;
import sendepostfach.routing.LanePlan;
import sendepostfach.routing.Route;
import sendepostfach.routing.RoutingLedger;
import sendepostfach.servers.H2Database;
import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.TestDatabase;

/** A real ledger in an empty database, and campaigns in it that have one lane for each domain. */
public final class TestLedger implements AutoCloseable {
    private final TestDatabase server;
    private final CountedStatements source;
    public final Database database;
    public final Campaigns campaigns;

    private TestLedger(TestDatabase server, String vendor) {
        this.server = server;
        source = new CountedStatements(new DriverManagerDataSource(server.url(), server.user(), server.password()));
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .load()
                .migrate();
        database = new Database(source, new DataSourceTransactionManager(source));
        campaigns = new JdbcCampaigns(database);
    }

    public static TestLedger onH2() {
        return new TestLedger(H2Database.inMemory(), "h2");
    }

    /** On a database in files in this folder, with the settings that the product has. */
    static TestLedger onH2In(Path folder) {
        String url = "jdbc:h2:async:" + folder.toAbsolutePath() + "/ledger;MODE=MySQL;DATABASE_TO_LOWER=TRUE"
                + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0;LOCK_TIMEOUT=20000";
        return new TestLedger(new TestDatabase(url, "sa", "", "SHUTDOWN"), "h2");
    }

    public static TestLedger onMySql() {
        return new TestLedger(MySqlServer.freshDatabase(), "mysql");
    }

    /** In a database of a MySQL of the test's own. */
    static TestLedger on(TestDatabase mysql) {
        return new TestLedger(mysql, "mysql");
    }

    /** All lanes become such as carry many small sites. */
    public void mixLanes() {
        database.jdbc.update("UPDATE lane SET mixed = TRUE");
    }

    /** How often the database was asked until now. */
    public long statements() {
        return source.executed();
    }

    /** A running campaign with so many recipients at each domain, which is its own site and lane. */
    public CampaignEntry running(Map<String, Integer> domains, Instant now) {
        CampaignEntry campaign = campaigns.create(
                new Campaigns.NewCampaign("probe", "uid", "haupt", "jobs/probe.yaml", "", Map.of(), now, now));
        var rows = new ArrayList<Candidate>();
        domains.forEach((domain, n) -> {
            for (int i = 0; i < n; i++) {
                int row = rows.size() + 1;
                rows.add(new Candidate(row, row + 1, Address.of("k" + i + "@" + domain), "", List.of("x"), "x"));
            }
        });
        new JdbcIntakeLedger(database).write(campaign.id()).write(rows, now);
        campaigns.rows(campaign.id(), rows.size());
        var routing = new JdbcRoutingLedger(database);
        var routes = new LinkedHashMap<RoutingLedger.Counted, Route>();
        var lanes = new ArrayList<LanePlan>();
        for (RoutingLedger.Counted domain : routing.domains(campaign.id())) {
            var site = new Site(domain.name());
            routes.put(domain, new Route.ToSite(site, Route.How.DOMAIN_ITSELF));
            lanes.add(new LanePlan(domain.name(), false, List.of(site), domain.recipients()));
        }
        routing.plan(campaign.id(), routes, lanes, now);
        routing.assign(campaign.id(), 1, rows.size(), now, now, now);
        campaigns.change(campaign.id(), EnumSet.of(CampaignState.IMPORTING), CampaignState.RUNNING, "", now);
        return campaigns.get(campaign.id());
    }

    /** How many attempts all recipients of a campaign together have paid. */
    public int attempts(CampaignEntry campaign) {
        return Objects.requireNonNull(database.jdbc.queryForObject(
                "SELECT SUM(attempts) FROM recipient WHERE campaign_id = ?", Integer.class, campaign.id()));
    }

    @Override
    public void close() throws SQLException {
        server.close();
    }
}
