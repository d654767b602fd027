package sendepostfach.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Limit;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.SitePace;
import sendepostfach.schedule.PaceDesk;

/** Shows what was learned about mailboxes and sites, and lets an operator decide otherwise. */
@Command(
        name = "pace",
        mixinStandardHelpOptions = true,
        description =
                "Shows what was learned about mailboxes and their sites: rates, connections, rests; and changes it.")
final class PaceCommand implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(paramLabel = "MAILBOX", arity = "0..1", description = "Only this mailbox.")
    Optional<String> mailbox;

    @Option(names = "--site", paramLabel = "SITE", description = "Only this site of it, such as gmx-webde.")
    Optional<String> site;

    @ArgGroup
    Change change = new Change();

    @Option(names = "--json", description = "One JSON object a mailbox or site on standard output.")
    boolean json;

    /** What an operator decides; at most one of it at a time. */
    static final class Change {
        @Option(names = "--rate", paramLabel = "RATE", description = "Send to the site at this rate, such as 30/min.")
        Optional<String> rate = Optional.empty();

        @Option(names = "--learned", description = "Send to the site at the learned rate again.")
        boolean learned;

        @Option(names = "--suspend", paramLabel = "TIME", description = "Let the site rest for so long, such as PT2H.")
        Optional<String> suspend = Optional.empty();

        @Option(names = "--reopen", description = "End the rest of the site, or of the mailbox where no site is named.")
        boolean reopen;

        @Option(
                names = "--reset",
                description = "Forget what was learned about the site, or about all of the mailbox's.")
        boolean reset;

        boolean isAny() {
            return rate.isPresent() || learned || suspend.isPresent() || reopen || reset;
        }
    }

    @Override
    public Integer call() {
        try (App app = App.start(options)) {
            if (change.isAny()) {
                change(app);
            }
            names(app).forEach(name -> show(app, name));
            return Cli.OK;
        }
    }

    private void change(App app) {
        String name = mailbox.orElseThrow(() -> new InputFault("say which mailbox: sendepostfach pace MAILBOX ..."));
        names(app);
        PaceDesk desk = app.get(PaceDesk.class);
        change.rate.map(Limit::parse).ifPresent(rate -> desk.fix(name, siteOf(), Optional.of(rate)));
        change.suspend.map(PaceCommand::length).ifPresent(length -> desk.suspend(name, siteOf(), length));
        if (change.learned) {
            desk.fix(name, siteOf(), Optional.empty());
        }
        if (change.reset) {
            desk.reset(name, site);
        }
        if (change.reopen) {
            desk.reopen(name, site);
        }
    }

    private String siteOf() {
        return site.orElseThrow(() -> new InputFault("say which site: --site NAME, as \"pace\" or \"plan\" shows it"));
    }

    private static Duration length(String text) {
        try {
            Duration length = Duration.parse(text);
            if (!length.isNegative() && !length.isZero()) {
                return length;
            }
        } catch (java.time.format.DateTimeParseException wrong) {
            // said below
        }
        throw new InputFault("--suspend: \"" + text + "\" is no length of time; write it like PT2H or PT30M");
    }

    /** The mailboxes meant, by name. */
    private List<String> names(App app) {
        var names = new TreeSet<>(app.get(PaceLedger.class).mailboxes());
        app.get(Campaigns.class).all().stream().map(CampaignEntry::mailbox).forEach(names::add);
        if (mailbox.isPresent() && !names.contains(mailbox.get())) {
            throw new InputFault("nothing was sent through a mailbox \"" + mailbox.get() + "\" yet; there are: "
                    + String.join(", ", names));
        }
        return mailbox.map(List::of).orElseGet(() -> new ArrayList<>(names));
    }

    private void show(App app, String name) {
        PaceLedger paces = app.get(PaceLedger.class);
        Instant now = app.get(Clock.class).instant();
        Map<String, SitePace> sites = new TreeMap<>(paces.sites(name));
        site.ifPresentOrElse(only -> sites.keySet().retainAll(Set.of(only)), () -> sites.values()
                .removeIf(SitePace::isAsConfigured));
        var lines = new PaceLines(name, now);
        if (site.isEmpty()) {
            System.out.println(json ? Json.line(lines.json(paces.pause(name))) : lines.text(paces.pause(name)));
        }
        sites.forEach(
                (each, pace) -> System.out.println(json ? Json.line(lines.json(each, pace)) : lines.text(each, pace)));
    }
}
