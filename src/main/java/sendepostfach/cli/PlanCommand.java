package sendepostfach.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Site;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListSummary;
import sendepostfach.jobfile.Environment;
import sendepostfach.jobfile.JobFile;
import sendepostfach.jobfile.MailboxFile;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.SitePace;
import sendepostfach.routing.Forecast;
import sendepostfach.routing.ProviderTable;
import sendepostfach.routing.SiteForecast;

/** Says when each provider's share would be through, from the list, the limits, and what was learned about the sites. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Shows how many recipients a site has, at what rate, through when, and what would miss the window.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(paramLabel = "JOB.yaml", description = "The job file.")
    Path job;

    @Option(names = "--json", description = "One JSON object a site on standard output.")
    boolean json;

    @Override
    public Integer call() {
        var environment = new Environment(System.getenv(), ZoneId.systemDefault());
        Campaign campaign = JobFile.read(job, environment);
        ProviderTable providers = providers();
        Mailbox mailbox =
                MailboxFile.read(beside("mailboxes.yaml"), environment).mailbox(campaign.mailbox());
        var recipients = new LinkedHashMap<Site, Integer>();
        ListSummary.of(
                        Path.of(campaign.list().file()),
                        ListFormat.detect(campaign.list()),
                        domain -> providers.siteOfDomain(domain).map(Site::name).orElse(domain),
                        rejection -> {})
                .sites()
                .forEach((site, n) -> recipients.put(new Site(site), Math.toIntExact(n)));
        Map<String, SitePace> learned = learned(mailbox.name());
        List<SiteForecast> sites = new Forecast(mailbox.limits(), starts(campaign), campaign.hours(), campaign.window())
                .of(
                        recipients,
                        site -> learned.getOrDefault(site.name(), SitePace.FRESH)
                                .asRules(providers.rulesOf(site)),
                        site -> learned.getOrDefault(site.name(), SitePace.FRESH)
                                .rest()
                                .until());
        sites.forEach(site -> print(site, campaign.schedule().zone()));
        return sites.stream().anyMatch(SiteForecast::missesWindow) ? Cli.NEEDS_A_LOOK : Cli.OK;
    }

    /** What is known about the mailbox's sites; a ledger that is not there is not made for that. */
    private Map<String, SitePace> learned(String mailbox) {
        boolean embedded = Files.exists(options.data.resolve("ledger.mv.db"));
        boolean server =
                System.getenv("SPRING_DATASOURCE_URL") != null || System.getProperty("spring.datasource.url") != null;
        if (!embedded && !server) {
            return Map.of();
        }
        try (App app = App.start(options)) {
            return app.get(PaceLedger.class).sites(mailbox);
        }
    }

    private static Instant starts(Campaign campaign) {
        return campaign.schedule()
                .at()
                .map(local -> local.atZone(campaign.schedule().zone()).toInstant())
                .orElseGet(() -> SystemTime.clock().instant());
    }

    private ProviderTable providers() {
        Path overrides = beside("providers.yaml");
        return Files.exists(overrides) ? ProviderTable.standard().withOverrides(overrides) : ProviderTable.standard();
    }

    private Path beside(String name) {
        Path own = job.resolveSibling(name);
        return Files.exists(own) ? own : options.jobs.resolve(name);
    }

    private void print(SiteForecast site, ZoneId zone) {
        if (json) {
            System.out.println(Json.line(Map.of(
                    "site", site.site().name(),
                    "recipients", site.recipients(),
                    "rate", site.rate().toString(),
                    "starts", site.starts().toString(),
                    "ends", site.ends().toString(),
                    "missesWindow", site.missesWindow())));
        } else {
            System.out.printf(
                    "%-32s %,9d at %-9s through %s%s%n",
                    site.site(),
                    site.recipients(),
                    site.rate(),
                    site.ends().atZone(zone).toLocalDateTime().withNano(0),
                    site.missesWindow() ? "  " + site.late() + " miss the window" : "");
        }
    }
}
