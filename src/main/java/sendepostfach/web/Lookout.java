package sendepostfach.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PreDestroy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.LoadedCampaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.report.Causes;
import sendepostfach.report.RestingSites;
import sendepostfach.routing.Forecast;
import sendepostfach.routing.SiteForecast;

/**
 * What is too expensive to find out for every page: the causes of what is not through, the sites that rest, and the forecast.
 * It is found out beside the pages, the less often the longer it takes, and all visitors see the same.
 */
@Component
class Lookout {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    private static final Duration AT_LEAST = Duration.ofSeconds(3);
    /** At most this share of the time goes into looking. */
    private static final int REST_TIMES = 40;
    /** A bundle of small sites is held back by the mailbox only. */
    private static final Limit MANY_SITES = new Limit(600, Duration.ofMinutes(1));

    private final Campaigns campaigns;
    private final CampaignLoader loader;
    private final Causes causes;
    private final RestingSites resting;
    private final PaceLedger paces;
    private final Clock clock;
    private final Map<Long, Watched> watched = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "lookout");
        thread.setDaemon(true);
        return thread;
    });

    Lookout(
            Campaigns campaigns,
            CampaignLoader loader,
            Causes causes,
            RestingSites resting,
            PaceLedger paces,
            Clock clock) {
        this.campaigns = campaigns;
        this.loader = loader;
        this.causes = causes;
        this.resting = resting;
        this.paces = paces;
        this.clock = clock;
    }

    /**
     * What was seen.
     *
     * @param at when
     * @param causes why recipients are not through
     * @param resting the sites that rest, by the lane's number
     * @param window how long a recipient's delivery may take
     * @param ends when each lane is through at the earliest, by its number
     */
    record Sight(
            Instant at,
            List<Causes.Cause> causes,
            Map<Integer, RestingSites.InLane> resting,
            Duration window,
            Map<Integer, SiteForecast> ends) {}

    private record Watched(Sight sight, Instant again, AtomicBoolean looking) {}

    /** The latest sight of a campaign; the first one is waited for. */
    Sight of(CampaignEntry campaign) {
        Watched known = watched.get(campaign.id());
        boolean endedSince = known != null
                && campaign.settledAt().filter(known.sight.at()::isBefore).isPresent();
        if (known == null || endedSince) {
            known = look(campaign);
        } else if (clock.instant().isAfter(known.again) && known.looking.compareAndSet(false, true)) {
            worker.execute(() -> look(campaigns.get(campaign.id())));
        }
        return known.sight;
    }

    private Watched look(CampaignEntry campaign) {
        Instant began = clock.instant();
        Sight sight;
        try {
            LoadedCampaign loaded = loader.load(campaign.id());
            sight = new Sight(
                    began,
                    causes.of(campaign.id()),
                    resting(campaign, began),
                    loaded.campaign().window(),
                    forecast(loaded, began));
        } catch (InputFault unreadable) {
            // a mailbox was renamed, or its secret is not there: the numbers can be shown nonetheless
            sight = new Sight(began, causes.of(campaign.id()), resting(campaign, began), Duration.ofDays(5), Map.of());
        } catch (RuntimeException fault) {
            LOG.warn("campaign {} cannot be looked at: {}", campaign.name(), fault.getMessage());
            sight = new Sight(began, List.of(), Map.of(), Duration.ofDays(5), Map.of());
        }
        Duration rest = Duration.between(began, clock.instant()).multipliedBy(REST_TIMES);
        Instant again = clock.instant().plus(rest.compareTo(AT_LEAST) < 0 ? AT_LEAST : rest);
        var seen = new Watched(sight, again, new AtomicBoolean());
        watched.put(campaign.id(), seen);
        return seen;
    }

    private Map<Integer, RestingSites.InLane> resting(CampaignEntry campaign, Instant now) {
        return campaign.state().isEnded() ? Map.of() : resting.of(campaign, RestingSites.NAMED, now);
    }

    private Map<Integer, SiteForecast> forecast(LoadedCampaign loaded, Instant now) {
        CampaignEntry entry = loaded.entry();
        if (entry.state().isEnded()) {
            return Map.of();
        }
        var open = new LinkedHashMap<Site, Integer>();
        var rules = new LinkedHashMap<Site, SiteRules>();
        var numbers = new LinkedHashMap<Site, Integer>();
        Map<Integer, Map<RecipientState, Integer>> tally = campaigns.tally(entry.id());
        for (LaneEntry lane : campaigns.lanes(entry.id())) {
            int left = tally.getOrDefault(lane.lane(), Map.of()).entrySet().stream()
                    .filter(each -> each.getKey().isOpen())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            if (left > 0 && lane.state() != LaneState.DONE) {
                var site = new Site(lane.name());
                open.put(site, left);
                rules.put(site, rules(loaded, lane));
                numbers.put(site, lane.lane());
            }
        }
        Instant start = now.isBefore(entry.opensAt()) ? entry.opensAt() : now;
        var ends = new LinkedHashMap<Integer, SiteForecast>();
        if (!open.isEmpty()) {
            new Forecast(
                            loaded.mailbox().limits(),
                            start,
                            loaded.campaign().hours(),
                            loaded.campaign().window())
                    .of(open, rules::get)
                    .forEach(each -> ends.put(numbers.getOrDefault(each.site(), 0), each));
        }
        return ends;
    }

    private SiteRules rules(LoadedCampaign loaded, LaneEntry lane) {
        SiteRules configured = loaded.rules(lane.name());
        if (lane.mixed()) {
            return new SiteRules(MANY_SITES, configured.connections(), configured.messagesPerConnection());
        }
        return paces.site(loaded.mailbox().name(), lane.name()).asRules(configured);
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
