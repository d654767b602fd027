package sendepostfach.web;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.LoadedCampaign;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.Text;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;
import sendepostfach.jobfile.Environment;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.check.PreflightReport;
import sendepostfach.routing.Forecast;
import sendepostfach.routing.ProviderTable;
import sendepostfach.routing.SiteForecast;

/** The last three steps of a new campaign: checks, a test mail, and the plan. */
@Controller
class SchedulePages {
    private static final int SHOWN_SITES = 14;
    private static final int MOST_TESTS = 10;

    private final DraftDesk desk;
    private final ListScans scans;
    private final DraftChecks checks;
    private final DraftPreflights preflights;
    private final TestMails tests;
    private final HandOver handOver;
    private final CampaignLoader loader;
    private final Environment environment;
    private final MessageSource messages;
    private final Audit audit;
    private final Clock clock;
    private final Path jobs;

    SchedulePages(
            DraftDesk desk,
            ListScans scans,
            DraftChecks checks,
            DraftPreflights preflights,
            TestMails tests,
            HandOver handOver,
            CampaignLoader loader,
            Environment environment,
            MessageSource messages,
            Audit audit,
            Clock clock,
            @Value("${sendepostfach.jobs}") Path jobs) {
        this.desk = desk;
        this.scans = scans;
        this.checks = checks;
        this.preflights = preflights;
        this.tests = tests;
        this.handOver = handOver;
        this.loader = loader;
        this.environment = environment;
        this.messages = messages;
        this.audit = audit;
        this.clock = clock;
        this.jobs = jobs;
    }

    @GetMapping("/drafts/{id}/check")
    String check(@PathVariable String id, Model model) {
        Draft draft = desk.get(id);
        model.addAttribute("draft", draft);
        model.addAttribute("step", 3);
        model.addAttribute("checks", checks.of(draft));
        model.addAttribute("known", false);
        return "draft-check";
    }

    /** What the preflight finds, which may take seconds: the page fetches it when it is there. */
    @GetMapping("/drafts/{id}/preflight")
    String preflight(
            @PathVariable String id, @RequestParam(defaultValue = "false") boolean anew, Locale locale, Model model) {
        Draft draft = desk.get(id);
        if (anew) {
            preflights.forget(draft);
        }
        model.addAttribute("draft", draft);
        model.addAttribute("known", true);
        model.addAttribute("fault", "");
        try {
            PreflightReport report = preflights.of(draft);
            model.addAttribute("report", report);
            model.addAttribute("findings", Judged.of(report, locale));
        } catch (InputFault notYet) {
            model.addAttribute("fault", Spoken.words(desk.plain(notYet, draft)));
        }
        return "draft-check :: preflight";
    }

    @GetMapping("/drafts/{id}/test")
    String test(@PathVariable String id, Model model) {
        Draft draft = desk.get(id);
        model.addAttribute("draft", draft);
        model.addAttribute("step", 4);
        model.addAttribute("results", List.of());
        model.addAttribute("to", "");
        model.addAttribute("row", 1);
        return "draft-test";
    }

    @PostMapping("/drafts/{id}/test")
    String sendTest(
            @PathVariable String id, @RequestParam String to, @RequestParam(defaultValue = "1") int row, Model model)
            throws InterruptedException {
        Draft draft = desk.get(id);
        List<String> addresses = List.of(to.strip().split("[\\s,;]+"));
        if (addresses.size() > MOST_TESTS) {
            throw new InputFault(Text.of(
                    "a test goes to at most %d addresses at once",
                    "ein Test geht an höchstens %d Adressen auf einmal", MOST_TESTS));
        }
        model.addAttribute("draft", draft);
        model.addAttribute("step", 4);
        model.addAttribute("to", to);
        model.addAttribute("row", row);
        model.addAttribute("results", tests.send(draft, addresses, Math.max(1, row)));
        audit.note("draft.test", draft.id(), String.join(", ", addresses));
        return "draft-test";
    }

    @GetMapping("/drafts/{id}/plan")
    String plan(@PathVariable String id, HttpServletRequest request, Locale locale, Model model) {
        Draft draft = desk.get(id);
        ZoneId zone = Language.zone(request, environment.zone());
        if (draft.get(Field.ZONE).isBlank()) {
            draft = desk.save(draft, Map.of(Field.ZONE, zone.getId()));
        }
        model.addAttribute("fields", DraftPages.entries(draft));
        model.addAttribute("zones", new TreeSet<>(ZoneId.getAvailableZoneIds()));
        fillOutlook(draft, locale, model);
        return "draft-plan";
    }

    @PostMapping("/drafts/{id}/plan")
    String savePlan(@PathVariable String id, HttpServletRequest request, Locale locale, Model model) {
        Draft draft = desk.save(
                desk.get(id),
                DraftPages.fields(
                        request,
                        List.of(
                                Field.WHEN,
                                Field.AT,
                                Field.CRON,
                                Field.ZONE,
                                Field.DAYS,
                                Field.HOURS_FROM,
                                Field.HOURS_TO,
                                Field.WINDOW_DAYS,
                                Field.UNCERTAIN,
                                Field.REPORT_TO)));
        fillOutlook(draft, locale, model);
        return "draft-plan :: outlook";
    }

    /** A site's share as a bar on the time line, in thousandths of the whole. */
    public record Planned(
            String title, int recipients, Limit rate, Instant starts, Instant ends, int late, int x, int width) {}

    private void fillOutlook(Draft draft, Locale locale, Model model) {
        model.addAttribute("draft", draft);
        model.addAttribute("step", 5);
        try {
            Campaign campaign = desk.campaign(draft);
            if (!CampaignName.isGood(campaign.name()) || draft.get(Field.NAME).isBlank()) {
                throw new InputFault(messages.getMessage("plan.name", null, locale));
            }
            Findings findings = scans.of(desk.folder(draft))
                    .filter(Findings::isUsable)
                    .orElseThrow(() -> new InputFault(messages.getMessage("plan.list", null, locale)));
            Text failed = checks.firstFailure(draft);
            if (!failed.isEmpty()) {
                throw new InputFault(failed);
            }
            Mailbox mailbox = loader.mailboxes(jobs).mailbox(campaign.mailbox());
            Instant now = clock.instant();
            Instant starts = campaign.schedule()
                    .at()
                    .map(local -> local.atZone(campaign.schedule().zone()).toInstant())
                    .filter(now::isBefore)
                    .orElse(now);
            List<SiteForecast> sites = forecast(campaign, mailbox, findings, starts);
            fillTimeline(sites, starts, model);
            Instant ends = sites.stream()
                    .map(SiteForecast::ends)
                    .max(Instant::compareTo)
                    .orElse(starts);
            model.addAttribute("campaign", campaign);
            model.addAttribute("starts", starts);
            model.addAttribute("ends", ends);
            model.addAttribute(
                    "late", sites.stream().mapToInt(SiteForecast::late).sum());
            model.addAttribute("sandbox", mailbox.isSandbox());
            model.addAttribute("recipients", findings.accepted());
            boolean decide = preflights.needsDecision(draft);
            model.addAttribute("decide", decide);
            PreflightReport report = preflights.of(draft);
            model.addAttribute("hopeless", decide && report.isHopeless());
            model.addAttribute(
                    "failed",
                    Judged.of(report, locale).stream()
                            .filter(each -> each.level() == Level.FAIL)
                            .toList());
            model.addAttribute("fault", null);
        } catch (InputFault fault) {
            model.addAttribute("fault", Spoken.words(desk.plain(fault, draft)));
        }
    }

    private List<SiteForecast> forecast(Campaign campaign, Mailbox mailbox, Findings findings, Instant starts) {
        ProviderTable providers = loader.providers(jobs);
        var recipients = new LinkedHashMap<Site, Integer>();
        findings.sites().forEach((site, n) -> recipients.put(new Site(site), Math.toIntExact(n)));
        return new Forecast(mailbox.limits(), starts, campaign.hours(), campaign.window()).of(recipients, site -> {
            SiteRules rules = providers.rulesOf(site);
            return mailbox.isSandbox()
                    ? new SiteRules(
                            rules.rate().faster(LoadedCampaign.PRACTICE),
                            rules.connections(),
                            rules.messagesPerConnection())
                    : rules;
        });
    }

    private static void fillTimeline(List<SiteForecast> sites, Instant starts, Model model) {
        Instant last =
                sites.stream().map(SiteForecast::ends).max(Instant::compareTo).orElse(starts);
        double whole = Math.max(1, Duration.between(starts, last).toMillis());
        var planned = new ArrayList<Planned>();
        sites.stream().limit(SHOWN_SITES).forEach(site -> {
            int x = (int) (1000 * Duration.between(starts, site.starts()).toMillis() / whole);
            int end = (int) (1000 * Duration.between(starts, site.ends()).toMillis() / whole);
            planned.add(new Planned(
                    CampaignViews.title(site.site().name()),
                    site.recipients(),
                    site.rate(),
                    site.starts(),
                    site.ends(),
                    site.late(),
                    Math.min(x, 990),
                    Math.max(10, end - x)));
        });
        model.addAttribute("planned", planned);
        model.addAttribute("more", Math.max(0, sites.size() - SHOWN_SITES));
    }

    @PostMapping("/drafts/{id}/schedule")
    String schedule(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean inSpite,
            HttpServletRequest request,
            Locale locale,
            RedirectAttributes said) {
        Draft draft = desk.get(id);
        Text failed = checks.firstFailure(draft);
        if (!failed.isEmpty()) {
            throw new InputFault(failed);
        }
        draft = preflights.decide(draft, inSpite, Objects.requireNonNull(Frame.visitor()));
        Instant starts = handOver.schedule(draft);
        audit.note("campaign.schedule", draft.get(Field.NAME), "starts " + starts);
        var shown = new Shown(locale, Language.zone(request, environment.zone()), clock.instant());
        boolean recurring = draft.get(Field.WHEN).equals("cron");
        said.addFlashAttribute(
                "scheduled",
                messages.getMessage(
                        recurring ? "plan.done.cron" : "plan.done",
                        new Object[] {draft.get(Field.NAME), shown.fullTime(starts)},
                        locale));
        if (recurring) {
            return "redirect:/campaigns";
        }
        said.addAttribute("name", draft.get(Field.NAME));
        return "redirect:/campaigns/{name}";
    }
}
