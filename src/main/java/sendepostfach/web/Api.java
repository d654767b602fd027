package sendepostfach.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Steering;
import sendepostfach.report.Account;
import sendepostfach.report.ExecutionLog;
import sendepostfach.report.ReportLedger;
import sendepostfach.report.RestingSites;
import sendepostfach.report.Timetable;
import sendepostfach.report.Tracing;
import sendepostfach.schedule.Desk;

/** The REST API: what the pages show and do, for programs. */
@RestController
@RequestMapping(ApiTable.BASE)
class Api {
    private static final int PAGE = 100;

    private final Campaigns campaigns;
    private final CampaignViews views;
    private final SteeringPages steering;
    private final AccountPages accounts;
    private final OperationsPages operations;
    private final Desk desk;
    private final Tracing tracing;
    private final ReportLedger ledger;
    private final ExecutionLog executions;
    private final Timetable timetable;

    Api(
            Campaigns campaigns,
            CampaignViews views,
            SteeringPages steering,
            AccountPages accounts,
            OperationsPages operations,
            Desk desk,
            Tracing tracing,
            ReportLedger ledger,
            ExecutionLog executions,
            Timetable timetable) {
        this.campaigns = campaigns;
        this.views = views;
        this.steering = steering;
        this.accounts = accounts;
        this.operations = operations;
        this.desk = desk;
        this.tracing = tracing;
        this.ledger = ledger;
        this.executions = executions;
        this.timetable = timetable;
    }

    @GetMapping("/openapi.json")
    Map<String, Object> openApi() {
        return ApiTable.openApi();
    }

    /** A campaign in short. */
    public record Summary(
            String campaign,
            String state,
            String reason,
            String mailbox,
            int rows,
            Map<RecipientState, Integer> states) {
        static Summary of(CampaignEntry entry, Account account) {
            return new Summary(
                    entry.name(),
                    entry.state().name(),
                    entry.reason(),
                    entry.mailbox(),
                    account.rows(),
                    account.states());
        }
    }

    @GetMapping("/campaigns")
    List<Summary> all() {
        Map<Long, Map<RecipientState, Integer>> totals = campaigns.totals();
        return campaigns.all().stream()
                .map(entry -> Summary.of(entry, Account.ofTotals(entry, totals.getOrDefault(entry.id(), Map.of()))))
                .toList();
    }

    /** The same as {@code status --json}, with forecast. */
    @GetMapping("/campaigns/{name}")
    Map<String, @Nullable Object> one(@PathVariable String name, Locale locale) {
        CampaignView view = views.view(views.entry(name), locale);
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("campaign", view.entry().name());
        object.put("state", view.entry().state().name());
        object.put("reason", view.entry().reason());
        object.put("mailbox", view.entry().mailbox());
        object.put("rows", view.account().rows());
        object.put("states", view.account().states());
        object.put("lanes", view.lanes().stream().map(Api::lane).toList());
        object.put(
                "window",
                Map.of(
                        "opens",
                        view.entry().opensAt().toString(),
                        "closes",
                        view.closes().toString()));
        object.put("throughAtTheEarliest", text(view.end()));
        return object;
    }

    private static Map<String, @Nullable Object> lane(CampaignView.Lane lane) {
        LaneEntry entry = lane.entry();
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("lane", entry.name());
        fields.put("state", entry.state().name());
        fields.put("states", lane.bar().counts());
        fields.put("nextRun", text(entry.nextRun()));
        fields.put("suspendedUntil", text(entry.suspendedUntil()));
        fields.put("reason", entry.reason());
        fields.put("windowEnds", text(lane.windowEnds()));
        fields.put("throughAtTheEarliest", text(lane.ends()));
        fields.put("missTheWindow", lane.late());
        fields.put(
                "suspendedSites", lane.resting().most().stream().map(Api::site).toList());
        fields.put("moreSuspendedSites", lane.resting().more());
        return fields;
    }

    private static Map<String, Object> site(RestingSites.Resting site) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("site", site.site());
        fields.put("waiting", site.waiting());
        fields.put("suspendedUntil", site.until().toString());
        fields.put("reason", site.reason());
        return fields;
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    @GetMapping("/campaigns/{name}/causes")
    List<CampaignView.Why> causes(@PathVariable String name, Locale locale) {
        return views.view(views.entry(name), locale).causes();
    }

    @GetMapping("/campaigns/{name}/recipients")
    List<Tracing.Found> recipients(
            @PathVariable String name,
            @RequestParam RecipientState state,
            @RequestParam Optional<String> kind,
            @RequestParam Optional<String> lane,
            @RequestParam(defaultValue = "1") int from) {
        CampaignEntry campaign = views.entry(name);
        return tracing.inState(campaign.id(), state, kind, number(campaign, lane), from, PAGE);
    }

    /** A recipient and what became of each attempt. */
    public record History(
            ReportLedger.RecipientRow recipient, List<Tracing.Attempt> attempts, Optional<Instant> nextTry) {}

    @GetMapping("/campaigns/{name}/recipients/{row}")
    History recipient(@PathVariable String name, @PathVariable int row) {
        long campaign = views.entry(name).id();
        return new History(
                ledger.recipient(campaign, row)
                        .orElseThrow(() -> new NotThere("recipient in row", String.valueOf(row))),
                tracing.attempts(campaign, row),
                tracing.dueAt(campaign, row));
    }

    @GetMapping("/recipients")
    List<Tracing.Found> find(@RequestParam String address) {
        return tracing.withAddress(Address.of(address.strip()));
    }

    @GetMapping("/campaigns/{name}/account/{file}")
    ResponseEntity<Resource> account(@PathVariable String name, @PathVariable String file) {
        return accounts.download(name, file);
    }

    /** What an order touched, or would touch. */
    public record Touched(String order, int recipients, boolean done) {}

    @PostMapping("/campaigns/{name}/{order}")
    Touched steer(
            @PathVariable String name,
            @PathVariable String order,
            @RequestParam Optional<String> lane,
            @RequestParam Optional<String> kind,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean inSpite)
            throws InterruptedException {
        CampaignEntry campaign = views.entry(name);
        Optional<Integer> number = number(campaign, lane);
        Steering.Selection selection = steering.selection(campaign, number, kind);
        Desk.Order wanted = SteeringPages.order(order);
        int touched = dryRun
                ? desk.touched(wanted, selection)
                : steering.carryOut(campaign, wanted, selection, number, kind, inSpite);
        return new Touched(order, touched, !dryRun);
    }

    private Optional<Integer> number(CampaignEntry campaign, Optional<String> lane) {
        return lane.map(wanted -> campaigns.lanes(campaign.id()).stream()
                .filter(each -> each.name().equals(wanted))
                .map(LaneEntry::lane)
                .findFirst()
                .orElseThrow(() -> new NotThere("lane", wanted)));
    }

    @GetMapping("/operations/mailboxes")
    List<OperationsPages.Box> mailboxes() {
        return operations.boxes();
    }

    @GetMapping("/operations/executions")
    List<ExecutionLog.Execution> executions() {
        return executions.latest(PAGE);
    }

    @GetMapping("/operations/firings")
    List<Timetable.Firing> firings() {
        return timetable.next(PAGE);
    }
}
