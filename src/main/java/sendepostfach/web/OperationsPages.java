package sendepostfach.web;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.LoadedCampaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Processes;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;
import sendepostfach.jobfile.MailboxFile;
import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Usage;
import sendepostfach.report.ExecutionLog;
import sendepostfach.report.Timetable;
import sendepostfach.routing.ProviderTable;

/** What operators watch: mailboxes and their limits, what was learned, executions, the timetable, the processes. */
@Controller
class OperationsPages {
    private static final int INSTANCES = 15;
    private static final int FIRINGS = 25;

    private final CampaignLoader loader;
    private final Campaigns campaigns;
    private final Usage usage;
    private final PaceLedger paces;
    private final ExecutionLog executions;
    private final Timetable timetable;
    private final Processes processes;
    private final Mishaps mishaps;
    private final Clock clock;
    private final Path jobs;

    OperationsPages(
            CampaignLoader loader,
            Campaigns campaigns,
            Usage usage,
            PaceLedger paces,
            ExecutionLog executions,
            Timetable timetable,
            Processes processes,
            Mishaps mishaps,
            Clock clock,
            @Value("${sendepostfach.jobs}") Path jobs) {
        this.loader = loader;
        this.campaigns = campaigns;
        this.usage = usage;
        this.paces = paces;
        this.executions = executions;
        this.timetable = timetable;
        this.processes = processes;
        this.mishaps = mishaps;
        this.clock = clock;
        this.jobs = jobs;
    }

    /** A limit of a mailbox with what is used of it. */
    public record Used(Limit limit, int used) {
        public int left() {
            return Math.max(0, limit.count() - used);
        }

        /** The used share in thousandths. */
        public int share() {
            return (int) Math.min(1000, 1000L * used / limit.count());
        }
    }

    /** What was learned about a site, with the rate that comes of it. */
    public record Learned(
            String site,
            String title,
            Limit rate,
            double share,
            boolean probing,
            @Nullable Instant rests,
            String reason,
            @Nullable Limit fixed) {}

    /**
     * A mailbox.
     *
     * @param name its name
     * @param fault why it cannot be used; empty where it can
     * @param sandbox whether it is the practice server
     * @param server where it is
     * @param connections how many connections it may have
     * @param limits its limits
     * @param pause its rest, if it rests
     * @param sites what was learned about its sites
     */
    public record Box(
            String name,
            String fault,
            boolean sandbox,
            String server,
            int connections,
            List<Used> limits,
            @Nullable MailboxPause pause,
            List<Learned> sites) {}

    @GetMapping("/operations")
    String all(Model model) {
        Instant now = clock.instant();
        ProviderTable providers = loader.providers(jobs);
        List<CampaignEntry> all = campaigns.all();
        model.addAttribute("boxes", boxes(providers, now));
        model.addAttribute(
                "sites",
                providers.providers().stream()
                        .map(provider -> provider.site().name())
                        .sorted()
                        .toList());
        model.addAttribute("executions", executions.latest(INSTANCES));
        model.addAttribute("firings", coming(all));
        model.addAttribute("processes", processes.all());
        model.addAttribute("mishaps", mishaps.latest());
        Map<Long, String> names = new HashMap<>();
        all.forEach(campaign -> names.put(campaign.id(), campaign.name()));
        model.addAttribute("names", names);
        model.addAttribute(
                "troubles",
                all.stream()
                        .filter(campaign -> !campaign.state().isEnded()
                                && !campaign.reason().isEmpty())
                        .toList());
        return "operations";
    }

    /**
     * What the scheduler starts next, in words.
     *
     * @param at when
     * @param what the key of what it is
     * @param which the campaign, and the lane
     */
    public record Coming(Instant at, String what, String which) {}

    private List<Coming> coming(List<CampaignEntry> all) {
        Map<String, String> names = new HashMap<>();
        Map<String, List<LaneEntry>> lanes = new HashMap<>();
        all.forEach(each -> names.put(String.valueOf(each.id()), each.name()));
        return timetable.next(FIRINGS).stream()
                .map(firing -> switch (firing.group()) {
                    case "launch", "settle" ->
                        new Coming(firing.at(), firing.group(), names.getOrDefault(firing.name(), firing.name()));
                    case "lane" -> new Coming(firing.at(), "lane", lane(firing.name(), names, lanes));
                    case "cron" -> new Coming(firing.at(), "cron", firing.name());
                    case "ledger" -> new Coming(firing.at(), firing.name(), "");
                    default -> new Coming(firing.at(), firing.group(), "");
                })
                .toList();
    }

    /** The campaign and the lane of a trigger that is called {@code campaign/lane}. */
    private String lane(String trigger, Map<String, String> names, Map<String, List<LaneEntry>> lanes) {
        String[] parts = trigger.split("/", 2);
        return lanes.computeIfAbsent(parts[0], id -> campaigns.lanes(Long.parseLong(id))).stream()
                .filter(each -> String.valueOf(each.lane()).equals(parts[1]))
                .map(each -> names.getOrDefault(parts[0], parts[0]) + ", " + CampaignViews.title(each.name()))
                .findFirst()
                .orElse(trigger);
    }

    /** All mailboxes as they stand. */
    List<Box> boxes() {
        return boxes(loader.providers(jobs), clock.instant());
    }

    private List<Box> boxes(ProviderTable providers, Instant now) {
        MailboxFile file = loader.mailboxes(jobs);
        var boxes = new ArrayList<Box>();
        for (String name : file.names()) {
            Optional<MailboxPause> pause = paces.pause(name).filter(rest -> rest.holdsAt(now));
            try {
                Mailbox mailbox = file.mailbox(name);
                List<Duration> windows =
                        mailbox.limits().stream().map(Limit::per).toList();
                Map<Duration, Integer> used = usage.used(name, windows, now);
                boxes.add(new Box(
                        name,
                        "",
                        mailbox.isSandbox(),
                        mailbox.isSandbox() ? "" : mailbox.host() + ":" + mailbox.port(),
                        mailbox.connections(),
                        mailbox.limits().stream()
                                .map(limit -> new Used(limit, used.getOrDefault(limit.per(), 0)))
                                .toList(),
                        pause.orElse(null),
                        sites(name, providers, mailbox.isSandbox(), now)));
            } catch (InputFault unusable) {
                boxes.add(new Box(
                        name,
                        String.valueOf(unusable.getMessage()),
                        false,
                        "",
                        0,
                        List.of(),
                        pause.orElse(null),
                        sites(name, providers, false, now)));
            }
        }
        return boxes;
    }

    private List<Learned> sites(String mailbox, ProviderTable providers, boolean sandbox, Instant now) {
        return usage.learned(mailbox).stream()
                .filter(each -> !each.pace().isAsConfigured())
                .map(each -> {
                    SiteRules rules = providers.rulesOf(new Site(each.site()));
                    Limit scaled = sandbox ? rules.rate().faster(LoadedCampaign.PRACTICE) : rules.rate();
                    SiteRules scaledRules = new SiteRules(scaled, rules.connections(), rules.messagesPerConnection());
                    return new Learned(
                            each.site(),
                            CampaignViews.title(each.site()),
                            scaled,
                            each.pace().perSecond(scaledRules) / scaled.perSecond(),
                            each.pace().isProbing(),
                            each.pace().isSuspendedAt(now) ? each.pace().rest().until() : null,
                            each.pace().rest().reason().orElse(""),
                            each.pace().fixed().orElse(null));
                })
                .toList();
    }
}
