package sendepostfach.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.RecipientState;
import sendepostfach.draft.Drafts;
import sendepostfach.report.Account;
import sendepostfach.report.Pulses;

/** All campaigns, and each of them live. */
@Controller
class CampaignPages {
    private static final int MOST_POINTS = 240;

    private final Campaigns campaigns;
    private final CampaignViews views;
    private final Drafts drafts;
    private final Pulses pulses;
    private final Ticker ticker;

    CampaignPages(Campaigns campaigns, CampaignViews views, Drafts drafts, Pulses pulses, Ticker ticker) {
        this.campaigns = campaigns;
        this.views = views;
        this.drafts = drafts;
        this.pulses = pulses;
        this.ticker = ticker;
    }

    /** A campaign in the list of all. */
    public record Line(CampaignEntry entry, Account account, Bar bar) {
        static Line of(CampaignEntry entry, Map<RecipientState, Integer> totals) {
            Account account = Account.ofTotals(entry, totals);
            return new Line(entry, account, Bar.of(account.states()));
        }

        /** The rows that the server took. */
        public int accepted() {
            return account.count(RecipientState.ACCEPTED)
                    + account.count(RecipientState.DELIVERED)
                    + account.count(RecipientState.BOUNCED)
                    + account.count(RecipientState.COMPLAINED);
        }

        public int recipients() {
            return account.rows() - account.count(RecipientState.REJECTED);
        }

        /** The rows in a state. */
        public int count(String state) {
            return account.count(RecipientState.valueOf(state));
        }

        /** The rows that the server did not take. */
        public int refused() {
            return count("REFUSED") + count("EXPIRED") + count("CANCELLED");
        }

        /** From the first mail's time to the account; empty before. */
        public Optional<Duration> took() {
            return entry.settledAt().map(settled -> Duration.between(entry.opensAt(), settled));
        }
    }

    @GetMapping("/campaigns")
    String all(Model model) {
        fillAll(model);
        model.addAttribute("drafts", drafts.open());
        return "campaigns";
    }

    @GetMapping("/campaigns/live")
    String allLive(Model model) {
        fillAll(model);
        return "campaigns :: live";
    }

    private void fillAll(Model model) {
        Map<Long, Map<RecipientState, Integer>> totals = campaigns.totals();
        model.addAttribute(
                "campaigns",
                campaigns.all().stream()
                        .map(entry -> Line.of(entry, totals.getOrDefault(entry.id(), Map.of())))
                        .toList());
    }

    @GetMapping(path = "/campaigns/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    SseEmitter allEvents() {
        return ticker.stream(0);
    }

    @GetMapping("/campaigns/{name}")
    String one(@PathVariable String name, Locale locale, Model model) {
        model.addAttribute("view", views.view(views.entry(name), locale));
        return "campaign";
    }

    @GetMapping("/campaigns/{name}/live")
    String live(@PathVariable String name, Locale locale, Model model) {
        model.addAttribute("view", views.view(views.entry(name), locale));
        return "campaign :: live";
    }

    @GetMapping(path = "/campaigns/{name}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    SseEmitter events(@PathVariable String name) {
        return ticker.stream(views.entry(name).id());
    }

    /** The course of the delivery, for the chart: times in seconds since 1970, and counts. */
    @GetMapping("/campaigns/{name}/course")
    @ResponseBody
    Map<String, List<? extends Number>> course(@PathVariable String name) {
        CampaignEntry entry = views.entry(name);
        var all = new ArrayList<Pulses.Pulse>();
        all.add(new Pulses.Pulse(entry.opensAt(), 0, 0, 0));
        thinned(pulses.since(entry.id(), entry.opensAt().plusMillis(1))).forEach(all::add);
        var times = new ArrayList<Long>();
        var rates = new ArrayList<Double>();
        var deferred = new ArrayList<Integer>();
        for (int i = 1; i < all.size(); i++) {
            Pulses.Pulse before = all.get(i - 1);
            Pulses.Pulse pulse = all.get(i);
            double minutes = Duration.between(before.at(), pulse.at()).toMillis() / 60_000.0;
            times.add(pulse.at().getEpochSecond());
            rates.add(Math.round(10 * (pulse.accepted() - before.accepted()) / minutes) / 10.0);
            deferred.add(pulse.deferred());
        }
        var course = new LinkedHashMap<String, List<? extends Number>>();
        course.put("times", times);
        course.put("perMinute", rates);
        course.put("deferred", deferred);
        return course;
    }

    private static List<Pulses.Pulse> thinned(List<Pulses.Pulse> all) {
        int step = all.size() / MOST_POINTS + 1;
        var some = new ArrayList<Pulses.Pulse>();
        for (int i = 0; i < all.size(); i += step) {
            some.add(all.get(i));
        }
        return some;
    }
}
