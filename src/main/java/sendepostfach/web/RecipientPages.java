package sendepostfach.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.RecipientState;
import sendepostfach.report.ReportLedger;
import sendepostfach.report.Tracing;

/** Any recipient: the search over all campaigns, and what became of each attempt. */
@Controller
class RecipientPages {
    private static final int PAGE = 100;
    private static final int SHORTEST = 3;

    private final CampaignViews views;
    private final Tracing tracing;
    private final ReportLedger ledger;

    RecipientPages(CampaignViews views, Tracing tracing, ReportLedger ledger) {
        this.views = views;
        this.tracing = tracing;
        this.ledger = ledger;
    }

    @GetMapping("/recipients")
    String search(@RequestParam(defaultValue = "") String q, Model model) {
        String wanted = q.strip();
        model.addAttribute("q", wanted);
        model.addAttribute("found", wanted.isEmpty() ? null : found(wanted));
        model.addAttribute("rejected", wanted.length() < SHORTEST ? List.of() : tracing.rejectedWith(wanted, PAGE));
        return "recipients";
    }

    /** The recipients with an address, if that is what was asked for. */
    private List<Tracing.Found> found(String wanted) {
        try {
            return tracing.withAddress(Address.of(wanted));
        } catch (IllegalArgumentException noAddress) {
            return List.of();
        }
    }

    @GetMapping("/campaigns/{name}/recipients")
    String inState(
            @PathVariable String name,
            @RequestParam RecipientState state,
            @RequestParam Optional<String> kind,
            @RequestParam Optional<Integer> lane,
            @RequestParam(defaultValue = "1") int from,
            Model model) {
        CampaignEntry campaign = views.entry(name);
        List<Tracing.Found> page = tracing.inState(
                campaign.id(),
                state,
                kind.filter(each -> !each.isBlank()),
                lane.filter(number -> number > 0),
                from,
                PAGE + 1);
        model.addAttribute("campaign", campaign);
        model.addAttribute("state", state);
        model.addAttribute("kind", kind.filter(each -> !each.isBlank()).orElse(null));
        model.addAttribute("lane", lane.orElse(null));
        model.addAttribute("found", page.subList(0, Math.min(PAGE, page.size())));
        model.addAttribute("next", page.size() > PAGE ? page.get(PAGE).row() : null);
        return "recipients-in-state";
    }

    /** A step in the history of a recipient. */
    public record Event(Instant at, String style, String title, String reply, String kind, String advice) {}

    @GetMapping("/campaigns/{name}/recipients/{row}")
    String one(@PathVariable String name, @PathVariable int row, Locale locale, Model model) {
        CampaignEntry campaign = views.entry(name);
        ReportLedger.RecipientRow recipient = ledger.recipient(campaign.id(), row)
                .orElseThrow(() -> new NotThere("recipient in row", String.valueOf(row)));
        var events = new ArrayList<Event>();
        tracing.attempts(campaign.id(), row)
                .forEach(attempt -> events.add(new Event(
                        attempt.at(),
                        attempt.code() >= 500 ? "bad" : "wait",
                        "attempt",
                        attempt.reply(),
                        attempt.kind(),
                        CampaignViews.advice(attempt.reply(), Optional.of(attempt.phase()), locale))));
        String style =
                switch (recipient.state()) {
                    case ACCEPTED, DELIVERED -> "ok";
                    case REFUSED, EXPIRED, BOUNCED, COMPLAINED, REJECTED, CANCELLED -> "bad";
                    case QUEUED, CLAIMED, DEFERRED, UNCERTAIN -> "wait";
                };
        model.addAttribute("campaign", campaign);
        model.addAttribute("recipient", recipient);
        model.addAttribute("style", style);
        model.addAttribute("due", tracing.dueAt(campaign.id(), row).orElse(null));
        model.addAttribute("events", events);
        model.addAttribute("fields", fields(campaign.header(), recipient.cells()));
        return "recipient";
    }

    private static Map<String, String> fields(List<String> header, List<String> cells) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            fields.put(header.get(i), i < cells.size() ? cells.get(i) : "");
        }
        return fields;
    }
}
