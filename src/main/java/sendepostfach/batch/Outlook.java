package sendepostfach.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.SitePace;
import sendepostfach.routing.Forecast;
import sendepostfach.routing.RoutingLedger;
import sendepostfach.routing.SiteForecast;

/**
 * When each lane of a campaign under way will be through: what is open now, at the rates learned so far, after the rests that
 * hold. A mixed lane is taken for one site that is as fast as all of its sites together.
 */
public final class Outlook {
    private final CampaignLoader loader;
    private final Campaigns campaigns;
    private final RoutingLedger routing;
    private final PaceLedger paces;
    private final MailboxRests rests;
    private final Clock clock;

    Outlook(
            CampaignLoader loader,
            Campaigns campaigns,
            RoutingLedger routing,
            PaceLedger paces,
            MailboxRests rests,
            Clock clock) {
        this.loader = loader;
        this.campaigns = campaigns;
        this.routing = routing;
        this.paces = paces;
        this.rests = rests;
        this.clock = clock;
    }

    /** The forecasts of the lanes that hold open recipients and wait for no operator, by lane number. */
    public Map<Integer, SiteForecast> of(long campaign) {
        CampaignEntry entry = campaigns.get(campaign);
        LoadedCampaign loaded = loader.load(campaign);
        Instant now = clock.instant();
        Instant start = entry.opensAt().isAfter(now) ? entry.opensAt() : now;
        Duration left =
                Duration.between(start, entry.opensAt().plus(loaded.campaign().window()));
        if (left.isNegative() || left.isZero() || entry.state().isEnded()) {
            return Map.of();
        }
        Instant mailboxRestsUntil =
                rests.present(entry.mailbox()).map(pause -> pause.until()).orElse(start);
        var numbers = new HashMap<Site, Integer>();
        var open = new LinkedHashMap<Site, Integer>();
        var rules = new HashMap<Site, SiteRules>();
        var notBefore = new HashMap<Site, Instant>();
        Map<String, SitePace> learned = paces.sites(entry.mailbox());
        Map<Integer, Map<RecipientState, Integer>> tally = campaigns.tally(campaign);
        Map<Integer, Integer> sites = routing.sitesByLane(campaign);
        for (LaneEntry lane : campaigns.lanes(campaign)) {
            if (waitsForAnOperator(lane) || mailboxRestsUntil.equals(Instant.MAX)) {
                continue;
            }
            var site = new Site(lane.name());
            numbers.put(site, lane.lane());
            open.put(site, open(tally, lane.lane()));
            rules.put(site, rules(loaded, lane, learned, sites.getOrDefault(lane.lane(), 1)));
            Instant waits = lane.nextRun().orElse(start);
            notBefore.put(site, waits.isAfter(mailboxRestsUntil) ? waits : mailboxRestsUntil);
        }
        var byLane = new HashMap<Integer, SiteForecast>();
        new Forecast(loaded.mailbox().limits(), start, loaded.campaign().hours(), left)
                .of(
                        open,
                        site -> Objects.requireNonNull(rules.get(site)),
                        site -> Objects.requireNonNull(notBefore.get(site)))
                .forEach(forecast -> byLane.put(Objects.requireNonNull(numbers.get(forecast.site())), forecast));
        return byLane;
    }

    private static boolean waitsForAnOperator(LaneEntry lane) {
        return lane.state() == LaneState.PAUSED
                || (lane.state() == LaneState.SUSPENDED && lane.nextRun().isEmpty());
    }

    private static int open(Map<Integer, Map<RecipientState, Integer>> tally, int lane) {
        return tally.getOrDefault(lane, Map.of()).entrySet().stream()
                .filter(each -> each.getKey().isOpen() || each.getKey() == RecipientState.CLAIMED)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static SiteRules rules(LoadedCampaign loaded, LaneEntry lane, Map<String, SitePace> learned, int sites) {
        SiteRules configured = loaded.rules(lane.name());
        if (!lane.mixed()) {
            return learned.getOrDefault(lane.name(), SitePace.FRESH).asRules(configured);
        }
        Limit together = new Limit(
                (int) Math.min(Integer.MAX_VALUE, (long) configured.rate().count() * sites),
                configured.rate().per());
        return new SiteRules(together, configured.connections(), configured.messagesPerConnection());
    }
}
