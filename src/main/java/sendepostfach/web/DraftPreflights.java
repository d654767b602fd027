package sendepostfach.web;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.Clearance;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Text;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.check.PreflightReport;

/** The preflight of drafts, and who may send one in spite of what it found. */
@Component
class DraftPreflights {
    /** As long as nothing of the mail changes, DNS is not asked again for so long, unless a visitor wants it. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final int MOST_KEPT = 200;

    private final DraftDesk desk;
    private final ListScans scans;
    private final CampaignLoader loader;
    private final Clearance clearance;
    private final Audit audit;
    private final Clock clock;
    private final Path jobs;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    DraftPreflights(
            DraftDesk desk,
            ListScans scans,
            CampaignLoader loader,
            Clearance clearance,
            Audit audit,
            Clock clock,
            @Value("${sendepostfach.jobs}") Path jobs) {
        this.desk = desk;
        this.scans = scans;
        this.loader = loader;
        this.clearance = clearance;
        this.audit = audit;
        this.clock = clock;
        this.jobs = jobs;
    }

    /** What was found about a draft as it was then. */
    private record Kept(List<String> about, Instant at, PreflightReport report, boolean practice) {}

    /**
     * What was found about a draft; asks DNS and the mailbox's server where that is not known yet.
     *
     * @throws InputFault where the mail cannot be made yet
     */
    PreflightReport of(Draft draft) {
        return look(draft).report();
    }

    /** Forgets what was found, so that the next look asks anew. */
    void forget(Draft draft) {
        kept.remove(draft.id());
    }

    /** Whether somebody has to decide before the campaign starts. Through the sandbox nothing leaves. */
    boolean needsDecision(Draft draft) {
        Kept found = look(draft);
        return !found.practice() && found.report().hasFailed();
    }

    /**
     * Lets a draft pass that nothing speaks against, or that the visitor wants to send in spite of it and may. Returns the
     * draft with the decision.
     *
     * @param inSpite whether the visitor has decided so
     * @throws InputFault saying what failed, and who may decide
     */
    Draft decide(Draft draft, boolean inSpite, Visitor visitor) {
        if (!needsDecision(draft)) {
            return desk.save(draft, Map.of(Field.IN_SPITE, ""));
        }
        PreflightReport report = of(draft);
        String failed = report.inOneLine();
        if (!inSpite) {
            throw new InputFault(Text.of(
                    "checks failed: %s; mend it, or decide to send in spite of it",
                    "Prüfungen nicht bestanden: %s; beheben Sie es, oder entscheiden Sie, trotzdem zu senden", failed));
        }
        if (report.isHopeless() && !visitor.isAdmin()) {
            throw new InputFault(Text.of(
                    "most of it would be refused: %s; only an admin may send it all the same",
                    "das meiste würde abgelehnt: %s; trotzdem senden darf nur die Verwaltung", failed));
        }
        audit.note("campaign.in-spite", draft.get(Field.NAME), failed);
        return desk.save(draft, Map.of(Field.IN_SPITE, "true"));
    }

    private Kept look(Draft draft) {
        List<String> about = List.of(
                draft.get(Field.MAILBOX),
                draft.get(Field.FROM_NAME),
                draft.get(Field.FROM_ADDRESS),
                draft.get(Field.REPLY_TO),
                draft.get(Field.SUBJECT),
                draft.get(Field.HTML),
                draft.get(Field.TEXT),
                draft.get(Field.LIST_NAME),
                draft.get(Field.EMAIL_COLUMN));
        Instant now = clock.instant();
        Kept known = kept.get(draft.id());
        if (known != null
                && known.about().equals(about)
                && known.at().plus(GOOD_FOR).isAfter(now)) {
            return known;
        }
        Campaign campaign = desk.campaign(draft);
        Mailbox mailbox = loader.mailboxes(jobs).mailbox(campaign.mailbox());
        List<String> header = desk.format(draft).columns().names();
        PreflightReport report = clearance.look(campaign, mailbox, header, audience(draft), jobs);
        var found = new Kept(about, now, report, mailbox.isSandbox());
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(draft.id(), found);
        return found;
    }

    private Audience audience(Draft draft) {
        Map<String, Integer> sites = new HashMap<>();
        scans.of(desk.folder(draft))
                .ifPresent(findings -> findings.sites().forEach((site, n) -> sites.put(site, Math.toIntExact(n))));
        return new Audience(sites, 0);
    }
}
