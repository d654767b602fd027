package sendepostfach.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.Outlook;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.RecipientState;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.report.Account;
import sendepostfach.report.RestingSites;
import sendepostfach.routing.SiteForecast;

/** Shows campaigns: states, lanes, next runs, rests. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows campaigns: rows by state, lanes, next runs, suspended sites.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(paramLabel = "CAMPAIGN", arity = "0..1", description = "Only this campaign.")
    Optional<String> name;

    @Option(names = "--json", description = "One JSON object a campaign on standard output.")
    boolean json;

    @Override
    public Integer call() {
        try (App app = App.start(options)) {
            Campaigns campaigns = app.get(Campaigns.class);
            List<CampaignEntry> entries =
                    name.map(wanted -> List.of(app.campaign(wanted))).orElseGet(campaigns::all);
            for (CampaignEntry entry : entries) {
                if (json) {
                    System.out.println(Json.line(object(app, entry)));
                } else {
                    print(app, entry);
                }
            }
            return Cli.OK;
        }
    }

    private static Map<String, @Nullable Object> object(App app, CampaignEntry entry) {
        Campaigns campaigns = app.get(Campaigns.class);
        Map<Integer, Map<RecipientState, Integer>> tally = campaigns.tally(entry.id());
        Account account = Account.of(entry, tally);
        Map<Integer, SiteForecast> outlook = app.get(Outlook.class).of(entry.id());
        Map<Integer, RestingSites.InLane> resting = resting(app, entry);
        var lanes = new ArrayList<Map<String, @Nullable Object>>();
        for (LaneEntry lane : campaigns.lanes(entry.id())) {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            fields.put("lane", lane.name());
            fields.put("state", lane.state().name());
            fields.put("states", tally.getOrDefault(lane.lane(), Map.of()));
            fields.put("nextRun", text(lane.nextRun()));
            fields.put("suspendedUntil", text(lane.suspendedUntil()));
            fields.put("reason", lane.reason());
            Optional<SiteForecast> forecast = Optional.ofNullable(outlook.get(lane.lane()));
            fields.put("ends", text(forecast.map(SiteForecast::ends)));
            fields.put("missesWindow", forecast.map(SiteForecast::late).orElse(0));
            RestingSites.InLane sites = resting.getOrDefault(lane.lane(), RestingSites.InLane.NONE);
            fields.put(
                    "suspendedSites",
                    sites.most().stream().map(StatusCommand::object).toList());
            fields.put("moreSuspendedSites", sites.more());
            lanes.add(fields);
        }
        Instant closes = entry.opensAt()
                .plus(app.get(CampaignLoader.class).load(entry.id()).campaign().window());
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("campaign", entry.name());
        object.put("state", entry.state().name());
        object.put("rows", account.rows());
        object.put("states", account.states());
        object.put("lanes", lanes);
        object.put("window", Map.of("opens", entry.opensAt().toString(), "closes", closes.toString()));
        return object;
    }

    private static Map<String, Object> object(RestingSites.Resting site) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("site", site.site());
        fields.put("waiting", site.waiting());
        fields.put("suspendedUntil", site.until().toString());
        fields.put("reason", site.reason());
        return fields;
    }

    private static Map<Integer, RestingSites.InLane> resting(App app, CampaignEntry entry) {
        return entry.state().isEnded()
                ? Map.of()
                : app.get(RestingSites.class)
                        .of(entry, RestingSites.NAMED, app.get(Clock.class).instant());
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static void print(App app, CampaignEntry entry) {
        Campaigns campaigns = app.get(Campaigns.class);
        Map<Integer, SiteForecast> outlook = app.get(Outlook.class).of(entry.id());
        Map<Integer, Map<RecipientState, Integer>> tally = campaigns.tally(entry.id());
        Account account = Account.of(entry, tally);
        String why = entry.reason().isEmpty() ? "" : " (" + entry.reason() + ")";
        System.out.printf("%s  %s%s  %d rows %s%n", entry.name(), entry.state(), why, account.rows(), account.states());
        Instant now = app.get(Clock.class).instant();
        app.get(PaceLedger.class)
                .pause(entry.mailbox())
                .filter(pause -> pause.holdsAt(now) && !entry.state().isEnded())
                .ifPresent(pause -> System.out.println(
                        "  mailbox " + new PaceLines(entry.mailbox(), now).text(Optional.of(pause))));
        Map<Integer, RestingSites.InLane> resting = resting(app, entry);
        for (LaneEntry lane : campaigns.lanes(entry.id())) {
            String next = lane.nextRun().map(at -> "  next run " + at).orElse("");
            String reason = lane.reason().isEmpty() ? "" : "  " + lane.reason();
            System.out.printf(
                    "  %-24s %-9s %s%s%s%s%n",
                    lane.name(),
                    lane.state(),
                    tally.getOrDefault(lane.lane(), Map.of()),
                    next,
                    Optional.ofNullable(outlook.get(lane.lane()))
                            .map(StatusCommand::words)
                            .orElse(""),
                    reason);
            print(resting.getOrDefault(lane.lane(), RestingSites.InLane.NONE), lane);
        }
    }

    /** A lane of one site says itself that it rests, once its run has ended. */
    private static void print(RestingSites.InLane sites, LaneEntry lane) {
        if (!lane.mixed() && lane.suspendedUntil().isPresent()) {
            return;
        }
        for (RestingSites.Resting site : sites.most()) {
            System.out.printf(
                    "    %s rests until %s, %d waiting  %s%n",
                    site.site(), site.until().truncatedTo(ChronoUnit.SECONDS), site.waiting(), site.reason());
        }
        if (sites.more() > 0) {
            System.out.printf("    and %d more rest (sendepostfach pace)%n", sites.more());
        }
    }

    private static String words(SiteForecast forecast) {
        return "  through " + forecast.ends().truncatedTo(ChronoUnit.SECONDS)
                + (forecast.missesWindow() ? ", " + forecast.late() + " would miss the window" : "");
    }
}
