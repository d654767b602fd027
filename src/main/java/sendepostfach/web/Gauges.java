package sendepostfach.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.report.Causes;
import sendepostfach.report.RestingSites;

/**
 * What Prometheus reads: recipients by campaign, lane and state, rests, how long recipients have been waiting and lanes have been
 * overdue, how long windows are still open, and the rates that were learned. Campaigns that ended more than a day ago are left out.
 */
@Component
class Gauges {
    private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);
    private static final int EVERY_SECONDS = 15;
    private static final Duration KEPT = Duration.ofDays(1);

    private final Campaigns campaigns;
    private final PaceLedger paces;
    private final Lookout lookout;
    private final OperationsPages operations;
    private final Clock clock;
    private final MultiGauge recipients;
    private final MultiGauge suspended;
    private final MultiGauge suspendedSites;
    private final MultiGauge overdue;
    private final MultiGauge age;
    private final MultiGauge window;
    private final MultiGauge rate;
    private final MultiGauge mailboxRests;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var made = new Thread(work, "gauges");
        made.setDaemon(true);
        return made;
    });

    Gauges(
            Campaigns campaigns,
            PaceLedger paces,
            Lookout lookout,
            OperationsPages operations,
            Clock clock,
            MeterRegistry registry) {
        this.campaigns = campaigns;
        this.paces = paces;
        this.lookout = lookout;
        this.operations = operations;
        this.clock = clock;
        recipients = MultiGauge.builder("sendepostfach.recipients")
                .description("Rows of the list by state; site is the lane's name, empty before routing")
                .register(registry);
        suspended = MultiGauge.builder("sendepostfach.lane.suspended")
                .description("1 where the lane's site rests")
                .register(registry);
        suspendedSites = MultiGauge.builder("sendepostfach.lane.sites.suspended")
                .description("How many of the lane's sites rest while recipients wait for them")
                .register(registry);
        overdue = MultiGauge.builder("sendepostfach.lane.overdue")
                .description("How long a lane's next run has been due without beginning")
                .baseUnit("seconds")
                .register(registry);
        age = MultiGauge.builder("sendepostfach.lane.queue.age")
                .description("How long the longest waiting recipient of a lane has been waiting since the first try, or"
                        + " since the campaign began")
                .baseUnit("seconds")
                .register(registry);
        rate = MultiGauge.builder("sendepostfach.site.rate.per.minute")
                .description(
                        "The messages a minute that a site is believed to take, where something was learned about it")
                .register(registry);
        window = MultiGauge.builder("sendepostfach.campaign.window.left")
                .description("How long the window is open that began with the campaign")
                .baseUnit("seconds")
                .register(registry);
        mailboxRests = MultiGauge.builder("sendepostfach.mailbox.paused")
                .description("1 where the mailbox rests, 2 where only an operator ends that")
                .register(registry);
        thread.scheduleWithFixedDelay(this::refresh, 1, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void refresh() {
        try {
            Instant now = clock.instant();
            List<CampaignEntry> shown = campaigns.all().stream()
                    .filter(each -> each.settledAt()
                            .map(end -> end.isAfter(now.minus(KEPT)))
                            .orElse(true))
                    .toList();
            var rows = new ArrayList<MultiGauge.Row<?>>();
            var rests = new ArrayList<MultiGauge.Row<?>>();
            var sites = new ArrayList<MultiGauge.Row<?>>();
            var late = new ArrayList<MultiGauge.Row<?>>();
            var ages = new ArrayList<MultiGauge.Row<?>>();
            var windows = new ArrayList<MultiGauge.Row<?>>();
            var mailboxes = new ArrayList<MultiGauge.Row<?>>();
            for (CampaignEntry campaign : shown) {
                add(campaign, now, rows, rests, late);
                if (!campaign.state().isEnded()) {
                    addAges(campaign, now, ages);
                    addSites(campaign, sites);
                    Instant closes =
                            campaign.opensAt().plus(lookout.of(campaign).window());
                    windows.add(MultiGauge.Row.of(
                            Tags.of("campaign", campaign.name()),
                            Math.max(0, Duration.between(now, closes).toSeconds())));
                }
            }
            shown.stream().map(CampaignEntry::mailbox).distinct().forEach(mailbox -> {
                Optional<MailboxPause> pause = paces.pause(mailbox).filter(rest -> rest.holdsAt(now));
                mailboxes.add(MultiGauge.Row.of(
                        Tags.of("mailbox", mailbox),
                        pause.map(rest -> rest.needsAnOperator() ? 2 : 1).orElse(0)));
            });
            recipients.register(rows, true);
            suspended.register(rests, true);
            suspendedSites.register(sites, true);
            overdue.register(late, true);
            age.register(ages, true);
            rate.register(rates(), true);
            window.register(windows, true);
            mailboxRests.register(mailboxes, true);
        } catch (RuntimeException fault) {
            LOG.warn("the metrics cannot be refreshed: {}", fault.getMessage());
        }
    }

    private void add(
            CampaignEntry campaign,
            Instant now,
            List<MultiGauge.Row<?>> rows,
            List<MultiGauge.Row<?>> rests,
            List<MultiGauge.Row<?>> late) {
        Map<Integer, Map<RecipientState, Integer>> tally = campaigns.tally(campaign.id());
        List<LaneEntry> lanes = campaigns.lanes(campaign.id());
        tally.forEach((number, states) -> {
            String site = lanes.stream()
                    .filter(lane -> lane.lane() == number)
                    .map(LaneEntry::name)
                    .findFirst()
                    .orElse("");
            states.forEach((state, n) ->
                    rows.add(MultiGauge.Row.of(tags(campaign, site).and("state", state.name()), n)));
        });
        if (!campaign.state().isEnded()) {
            for (LaneEntry lane : lanes) {
                rests.add(MultiGauge.Row.of(tags(campaign, lane.name()), lane.state() == LaneState.SUSPENDED ? 1 : 0));
                long seconds = lane.state() == LaneState.DEFERRED || lane.state() == LaneState.SUSPENDED
                        ? lane.nextRun()
                                .map(due -> Duration.between(due, now).toSeconds())
                                .orElse(0L)
                        : 0;
                late.add(MultiGauge.Row.of(tags(campaign, lane.name()), Math.max(0, seconds)));
            }
        }
    }

    private void addSites(CampaignEntry campaign, List<MultiGauge.Row<?>> sites) {
        Map<Integer, RestingSites.InLane> resting = lookout.of(campaign).resting();
        for (LaneEntry lane : campaigns.lanes(campaign.id())) {
            RestingSites.InLane those = resting.getOrDefault(lane.lane(), RestingSites.InLane.NONE);
            sites.add(
                    MultiGauge.Row.of(tags(campaign, lane.name()), those.most().size() + those.more()));
        }
    }

    private void addAges(CampaignEntry campaign, Instant now, List<MultiGauge.Row<?>> ages) {
        Map<Integer, Map<RecipientState, Integer>> tally = campaigns.tally(campaign.id());
        List<Causes.Cause> causes = lookout.of(campaign).causes();
        for (LaneEntry lane : campaigns.lanes(campaign.id())) {
            Map<RecipientState, Integer> states = tally.getOrDefault(lane.lane(), Map.of());
            Optional<Instant> since = states.getOrDefault(RecipientState.QUEUED, 0) > 0
                    ? Optional.of(campaign.opensAt())
                    : causes.stream()
                            .filter(cause -> cause.lane() == lane.lane() && cause.state() == RecipientState.DEFERRED)
                            .flatMap(cause -> cause.firstTry().stream())
                            .min(Instant::compareTo)
                            .filter(first -> states.getOrDefault(RecipientState.DEFERRED, 0) > 0);
            long seconds =
                    since.map(from -> Duration.between(from, now).toSeconds()).orElse(0L);
            ages.add(MultiGauge.Row.of(tags(campaign, lane.name()), Math.max(0, seconds)));
        }
    }

    private List<MultiGauge.Row<?>> rates() {
        var rates = new ArrayList<MultiGauge.Row<?>>();
        for (OperationsPages.Box box : operations.boxes()) {
            for (OperationsPages.Learned site : box.sites()) {
                rates.add(MultiGauge.Row.of(
                        Tags.of("mailbox", box.name(), "site", site.site()),
                        60 * site.rate().perSecond() * site.share()));
            }
        }
        return rates;
    }

    private static Tags tags(CampaignEntry campaign, String site) {
        return Tags.of("campaign", campaign.name(), "mailbox", campaign.mailbox(), "site", site);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
