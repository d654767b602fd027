package sendepostfach.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Site;
import sendepostfach.reply.ReplyTable;
import sendepostfach.report.Account;
import sendepostfach.report.Causes;
import sendepostfach.report.RestingSites;
import sendepostfach.routing.ProviderTable;
import sendepostfach.routing.SiteForecast;

/** Puts together what a campaign's page shows. */
@Component
class CampaignViews {
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final Campaigns campaigns;
    private final Lookout lookout;
    private final Clock clock;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();
    private final Map<Long, Integer> forgotten = new ConcurrentHashMap<>();

    CampaignViews(Campaigns campaigns, Lookout lookout, Clock clock) {
        this.campaigns = campaigns;
        this.lookout = lookout;
        this.clock = clock;
    }

    private record Key(long campaign, Locale locale) {}

    /** A view, and after how many calls to forget it was begun. */
    private record Known(CampaignView view, Instant until, int forgotten) {}

    /** The campaign with a name. */
    CampaignEntry entry(String name) {
        return campaigns.find(name).orElseThrow(() -> new NotThere("campaign", name));
    }

    /** What a campaign's page shows. All who look in the same second see the same, for which the ledger is asked once. */
    CampaignView view(CampaignEntry entry, Locale locale) {
        Instant now = clock.instant();
        var key = new Key(entry.id(), locale);
        int times = forgotten.getOrDefault(entry.id(), 0);
        Known before = known.get(key);
        if (before != null
                && before.forgotten == times
                && now.isBefore(before.until)
                && before.view.entry().equals(entry)) {
            return before.view;
        }
        CampaignView view = look(entry, locale);
        if (entry.state().isEnded()) {
            known.remove(key);
        } else {
            known.put(key, new Known(view, now.plus(GOOD_FOR), times));
        }
        return view;
    }

    /** Looks anew next time: something has changed. What somebody is looking at meanwhile is not kept. */
    void forget(long campaign) {
        forgotten.merge(campaign, 1, Integer::sum);
    }

    private CampaignView look(CampaignEntry entry, Locale locale) {
        Map<Integer, Map<RecipientState, Integer>> tally = campaigns.tally(entry.id());
        Account account = Account.of(entry, tally);
        Lookout.Sight sight = lookout.of(entry);
        var lanes = new ArrayList<CampaignView.Lane>();
        for (LaneEntry lane : campaigns.lanes(entry.id())) {
            lanes.add(lane(entry, lane, tally.getOrDefault(lane.lane(), Map.of()), sight, locale));
        }
        List<CampaignView.Why> why = sight.causes().stream()
                // what was seen a while ago may be over
                .filter(cause -> cause.state() != RecipientState.CLAIMED && account.count(cause.state()) > 0)
                .map(cause -> why(cause, lanes, locale))
                .toList();
        return new CampaignView(
                entry,
                account,
                Bar.of(account.states()),
                lanes,
                why,
                sight.at(),
                entry.opensAt().plus(sight.window()),
                lanes.stream().flatMap(lane -> lane.ends().stream()).max(Instant::compareTo));
    }

    /** How a site is called by people. */
    static String title(String site) {
        return ProviderTable.standard().nameOf(new Site(site));
    }

    private static CampaignView.Lane lane(
            CampaignEntry campaign,
            LaneEntry lane,
            Map<RecipientState, Integer> states,
            Lookout.Sight sight,
            Locale locale) {
        boolean ended = campaign.state().isEnded();
        Bar bar = Bar.of(states);
        int open = states.entrySet().stream()
                .filter(each -> each.getKey().isOpen())
                .mapToInt(Map.Entry::getValue)
                .sum();
        Optional<Instant> firstTry = sight.causes().stream()
                .filter(cause -> cause.lane() == lane.lane() && cause.state() == RecipientState.DEFERRED)
                .flatMap(cause -> cause.firstTry().stream())
                .min(Instant::compareTo);
        Optional<SiteForecast> forecast = Optional.ofNullable(sight.ends().get(lane.lane()))
                .filter(known -> !ended && lane.state() != LaneState.DONE);
        Optional<Instant> due = lane.suspendedUntil()
                .filter(until -> lane.state() == LaneState.SUSPENDED)
                .or(lane::nextRun)
                .filter(at -> !ended && (lane.state() == LaneState.DEFERRED || lane.state() == LaneState.SUSPENDED));
        return new CampaignView.Lane(
                lane,
                title(lane.name()),
                bar,
                open,
                due,
                firstTry.filter(first -> open > 0).map(first -> first.plus(sight.window())),
                forecast.map(SiteForecast::ends).map(end -> later(end, due)),
                forecast.map(SiteForecast::late).orElse(0),
                lane.state() == LaneState.SUSPENDED || lane.state() == LaneState.DEFERRED
                        ? advice(lane.reason(), Optional.empty(), locale)
                        : "",
                resting(campaign, lane, sight));
    }

    /** Of a lane of one site, the lane itself says that it rests, once its run has ended. */
    private static RestingSites.InLane resting(CampaignEntry campaign, LaneEntry lane, Lookout.Sight sight) {
        return campaign.state().isEnded()
                        || (!lane.mixed() && lane.suspendedUntil().isPresent())
                ? RestingSites.InLane.NONE
                : sight.resting().getOrDefault(lane.lane(), RestingSites.InLane.NONE);
    }

    /** The forecast knows no rests: a lane is not through before it goes on. */
    private static Instant later(Instant end, Optional<Instant> due) {
        return due.filter(end::isBefore).orElse(end);
    }

    private static CampaignView.Why why(Causes.Cause cause, List<CampaignView.Lane> lanes, Locale locale) {
        return new CampaignView.Why(
                cause.lane(),
                lanes.stream()
                        .filter(lane -> lane.entry().lane() == cause.lane())
                        .map(CampaignView.Lane::title)
                        .findFirst()
                        .orElse(""),
                lanes.stream()
                        .anyMatch(lane -> lane.entry().lane() == cause.lane()
                                && lane.entry().mixed()),
                cause.state(),
                cause.kind(),
                cause.recipients(),
                cause.reply(),
                cause.reply().map(reply -> advice(reply, cause.phase(), locale)).orElse(""),
                cause.nextDue().filter(due -> cause.state() == RecipientState.DEFERRED));
    }

    /** What the reply table advises; empty where the words are no reply. */
    static String advice(String reply, Optional<String> phase, Locale locale) {
        if (!reply.matches("(?s)\\s*[2-5]\\d\\d.*")) {
            return "";
        }
        return phase.map(known -> ReplyTable.standard().explain(Reply.parse(Phase.of(known), reply), locale))
                .orElseGet(() -> ReplyTable.standard().explain(reply, locale))
                .verdict()
                .advice();
    }
}
