package sendepostfach.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.RecipientState;
import sendepostfach.report.Account;
import sendepostfach.report.Pulses;

/**
 * Looks at campaigns every two seconds and tells those pages that something moved (server-sent events); the pages then fetch what
 * they show. However many look, the database is asked once. Keeps the course of deliveries, too.
 */
@Component
class Ticker {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final int LOOK_SECONDS = 2;
    private static final int PULSE_SECONDS = 5;
    private static final int HEARTBEAT_LOOKS = 8;
    /** Browsers come back by themselves; a connection that nobody reads any more ends. */
    private static final long STREAM_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private static final int MOST_STREAMS = 500;

    private final Campaigns campaigns;
    private final CampaignViews views;
    private final Pulses pulses;
    private final Clock clock;
    private final Map<Long, Set<Listener>> streams = new ConcurrentHashMap<>();
    private final Map<Long, Integer> seen = new ConcurrentHashMap<>();
    private final Map<Long, Pulses.Pulse> lastPulses = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var made = new Thread(work, "ticker");
        made.setDaemon(true);
        return made;
    });
    private long ticks;
    private volatile boolean ending;

    Ticker(Campaigns campaigns, CampaignViews views, Pulses pulses, Clock clock) {
        this.campaigns = campaigns;
        this.views = views;
        this.pulses = pulses;
        this.clock = clock;
        thread.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** A stream of the moments at which something moved in a campaign; 0 stands for all of them. */
    SseEmitter stream(long campaign) {
        var emitter = new SseEmitter(STREAM_MILLIS);
        var listener = new Listener(emitter);
        Set<Listener> all = streams.computeIfAbsent(campaign, id -> ConcurrentHashMap.newKeySet());
        if (ending || streams.values().stream().mapToInt(Set::size).sum() >= MOST_STREAMS) {
            emitter.complete();
            return emitter;
        }
        all.add(listener);
        // the browser and what lies between see at once that the stream is there
        send(all, listener, SseEmitter.event().comment("here").build());
        emitter.onCompletion(() -> all.remove(listener));
        emitter.onTimeout(emitter::complete);
        emitter.onError(gone -> all.remove(listener));
        return emitter;
    }

    /** A page that is open somewhere. */
    private static final class Listener {
        private final SseEmitter emitter;
        /** What moved after the page was made and before its stream was there has been told to others only. */
        private boolean behind = true;

        private Listener(SseEmitter emitter) {
            this.emitter = emitter;
        }
    }

    private void tick() {
        try {
            ticks++;
            if (ticks % LOOK_SECONDS == 0) {
                streams.forEach((campaign, listeners) -> {
                    if (!listeners.isEmpty()) {
                        tell(campaign, listeners);
                    }
                });
            }
            if (ticks % PULSE_SECONDS == 0) {
                campaigns.all().stream()
                        .filter(campaign -> campaign.state() == CampaignState.RUNNING)
                        .forEach(this::keepPulse);
            }
        } catch (RuntimeException fault) {
            LOG.warn("campaigns cannot be watched: {}", fault.getMessage());
        }
    }

    private void tell(long campaign, Set<Listener> listeners) {
        List<Listener> behind =
                listeners.stream().filter(listener -> listener.behind).toList();
        int state = fingerprint(campaign);
        Integer before = seen.put(campaign, state);
        boolean moved = before == null || before != state;
        if (moved || !behind.isEmpty()) {
            views.forget(campaign);
            Set<DataWithMediaType> event =
                    SseEmitter.event().name("moved").data(ticks).build();
            (moved ? listeners : behind).forEach(listener -> send(listeners, listener, event));
            behind.forEach(listener -> listener.behind = false);
        } else if (ticks % (LOOK_SECONDS * HEARTBEAT_LOOKS) == 0) {
            Set<DataWithMediaType> heartbeat =
                    SseEmitter.event().comment("still here").build();
            listeners.forEach(listener -> send(listeners, listener, heartbeat));
        }
    }

    private static void send(Set<Listener> all, Listener listener, Set<DataWithMediaType> parts) {
        try {
            listener.emitter.send(parts);
        } catch (IOException | IllegalStateException gone) {
            all.remove(listener);
        }
    }

    private int fingerprint(long campaign) {
        if (campaign == 0) {
            List<CampaignEntry> all = campaigns.all();
            return all.stream()
                            .filter(each -> !each.state().isEnded())
                            .map(each -> campaigns.tally(each.id()))
                            .toList()
                            .hashCode()
                    + all.hashCode();
        }
        return java.util.Objects.hash(
                campaigns.get(campaign),
                campaigns.tally(campaign),
                campaigns.lanes(campaign).stream()
                        .map(lane -> List.of(lane.state(), lane.reason(), lane.nextRun()))
                        .toList());
    }

    private void keepPulse(CampaignEntry campaign) {
        Account account = Account.of(campaign, campaigns.tally(campaign.id()));
        Instant slot = Instant.ofEpochSecond(clock.instant().getEpochSecond() / PULSE_SECONDS * PULSE_SECONDS);
        var pulse = new Pulses.Pulse(
                slot,
                account.count(RecipientState.ACCEPTED)
                        + account.count(RecipientState.DELIVERED)
                        + account.count(RecipientState.BOUNCED)
                        + account.count(RecipientState.COMPLAINED),
                account.count(RecipientState.DEFERRED),
                account.count(RecipientState.REFUSED) + account.count(RecipientState.EXPIRED));
        Pulses.Pulse last = lastPulses.get(campaign.id());
        boolean still = last != null
                && last.accepted() == pulse.accepted()
                && last.deferred() == pulse.deferred()
                && last.refused() == pulse.refused();
        if (!still) {
            pulses.add(campaign.id(), pulse);
            lastPulses.put(campaign.id(), pulse);
        }
    }

    /** Before the web server waits for what is under way: streams would keep it waiting. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        ending = true;
        thread.shutdownNow();
        streams.values().forEach(all -> all.forEach(listener -> listener.emitter.complete()));
    }
}
