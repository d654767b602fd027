package sendepostfach.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import sendepostfach.campaign.Address;
import sendepostfach.report.Tracing;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionList;
import sendepostfach.suppression.Target;

/** What the REST API can do besides campaigns. Every change can be sent twice without harm. */
@RestController
@RequestMapping(ApiTable.BASE)
class ApiMore {
    private static final int LATEST = 100;

    private final DomainCheckPages checks;
    private final SuppressionPages suppression;
    private final SuppressionList list;
    private final PacePages paces;
    private final ExecutionPages executions;
    private final CampaignViews views;
    private final Tracing tracing;

    ApiMore(
            DomainCheckPages checks,
            SuppressionPages suppression,
            SuppressionList list,
            PacePages paces,
            ExecutionPages executions,
            CampaignViews views,
            Tracing tracing) {
        this.checks = checks;
        this.suppression = suppression;
        this.list = list;
        this.paces = paces;
        this.executions = executions;
        this.views = views;
        this.tracing = tracing;
    }

    @GetMapping("/check")
    List<Judged> check(@RequestParam String domain, @RequestParam String mailbox, Locale locale) {
        return Judged.of(checks.look(domain, mailbox), locale);
    }

    @GetMapping("/campaigns/{name}/late")
    List<Tracing.Late> late(@PathVariable String name) {
        return tracing.late(views.entry(name).id());
    }

    @GetMapping("/suppression")
    List<Map<String, @Nullable Object>> suppressed(@RequestParam Optional<String> target) {
        return target.map(suppression::find).orElseGet(() -> list.latest(LATEST)).stream()
                .map(ApiMore::entry)
                .toList();
    }

    private static Map<String, @Nullable Object> entry(Suppression entry) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("target", entry.target().map(Target::toString).orElse(null));
        fields.put("domain", entry.target().map(Target::isDomain).orElse(null));
        fields.put("sender", entry.sender().map(Address::toString).orElse(null));
        fields.put("reason", entry.reason().toString());
        fields.put("source", entry.source());
        fields.put("at", entry.at().toString());
        return fields;
    }

    /** How many entries were changed. */
    public record Changed(int entries) {}

    @PostMapping("/suppression")
    Changed add(
            @RequestParam String target,
            @RequestParam(defaultValue = "manual") String reason,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String sender) {
        return new Changed(suppression.add(List.of(target), reason, source, sender));
    }

    @DeleteMapping("/suppression")
    Changed remove(@RequestParam String target, @RequestParam(defaultValue = "") String sender) {
        return new Changed(suppression.remove(target, sender));
    }

    /** An order that was carried out. */
    public record Done(String order) {}

    @PostMapping("/operations/mailboxes/{name}/pace")
    Done pace(
            @PathVariable String name,
            @RequestParam String decision,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String value) {
        paces.decide(name, PacePages.Decision.of(decision), site, value);
        return new Done(decision);
    }

    @PostMapping("/operations/executions/{id}/restart")
    Done restart(@PathVariable long id) throws InterruptedException {
        executions.restart(id);
        return new Done("restart");
    }

    @PostMapping("/operations/executions/{id}/stop")
    Done stop(@PathVariable long id) throws InterruptedException {
        executions.stop(id);
        return new Done("stop");
    }
}
