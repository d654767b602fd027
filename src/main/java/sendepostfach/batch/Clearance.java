package sendepostfach.batch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.PreflightLedger;
import sendepostfach.preflight.PreflightLedger.Decision;
import sendepostfach.preflight.Sending;
import sendepostfach.preflight.check.PreflightReport;
import sendepostfach.reply.ReplyTable;
import sendepostfach.routing.RoutingLedger;
import sendepostfach.token.Tokens;

/** Decides whether a campaign whose list is imported may start, and keeps the decision. */
public final class Clearance {
    private final CampaignLoader loader;
    private final Campaigns campaigns;
    private final RoutingLedger routing;
    private final SendingCheck check;
    private final PreflightLedger ledger;
    private final PaceLedger paces;
    private final Tokens tokens;
    private final ReplyTable replies;
    private final Clock clock;

    Clearance(
            CampaignLoader loader,
            Campaigns campaigns,
            RoutingLedger routing,
            SendingCheck check,
            PreflightLedger ledger,
            PaceLedger paces,
            Tokens tokens,
            ReplyTable replies,
            Clock clock) {
        this.loader = loader;
        this.campaigns = campaigns;
        this.routing = routing;
        this.check = check;
        this.ledger = ledger;
        this.paces = paces;
        this.tokens = tokens;
        this.replies = replies;
        this.clock = clock;
    }

    /**
     * Checks the campaign. In the sandbox there is nothing to check. Who has once forced a campaign need not do it again.
     *
     * @param force whether it may start in spite of all
     * @return what a person should be told; empty where all is well
     * @throws NotCleared where most of the campaign would be refused, unless forced
     */
    public Optional<String> require(long campaign, boolean force) {
        LoadedCampaign loaded = loader.load(campaign);
        if (loaded.mailbox().isSandbox()) {
            return Optional.of("the mailbox is the sandbox: no preflight");
        }
        PreflightReport report = check.check(sending(loaded), loaded.directory());
        boolean before = ledger.of(campaign).stream().anyMatch(entry -> entry.decision() == Decision.FORCED);
        Decision decision =
                !report.isHopeless() ? Decision.CLEARED : force || before ? Decision.FORCED : Decision.REFUSED;
        ledger.keep(
                campaign, new PreflightLedger.Entry(clock.instant(), decision, report.refused(), report.inOneLine()));
        if (decision == Decision.REFUSED) {
            throw new NotCleared(
                    "campaign " + loaded.entry().name() + " does not start, since most of it would be"
                            + " refused: " + report.inOneLine() + "; see what to do with: sendepostfach check "
                            + loaded.entry().jobFile() + " ; or start it in spite of that with --force",
                    report.inOneLine());
        }
        return report.hasFailed()
                ? Optional.of(
                        (decision == Decision.FORCED ? "started in spite of: " : "preflight: ") + report.inOneLine())
                : Optional.empty();
    }

    /**
     * Checks the campaign again before one of its lanes goes on after its site, one of its sites, or the mailbox was blocked: why
     * it was should be known before it is tried again. Other lanes need no check.
     *
     * @return what a person should be told; empty where all is well
     * @throws NotCleared where most of the campaign would be refused, unless it was forced
     */
    public Optional<String> requireAfterBlock(LaneEntry lane) {
        boolean running = campaigns.get(lane.campaign()).state() == CampaignState.RUNNING;
        return running && wasBlocked(lane) ? require(lane.campaign(), false) : Optional.empty();
    }

    private boolean wasBlocked(LaneEntry lane) {
        return lane.state() == LaneState.SUSPENDED
                ? saysBlocked(lane.reason())
                : lane.state() == LaneState.DEFERRED && wasBlockedSinceTheLastCheck(campaigns.get(lane.campaign()));
    }

    /** A lane of many sites does not rest with one of them; the site's own rest tells. */
    private boolean wasBlockedSinceTheLastCheck(CampaignEntry campaign) {
        Optional<Instant> checked =
                ledger.of(campaign.id()).stream().map(PreflightLedger.Entry::at).findFirst();
        if (checked.isEmpty()) {
            return false;
        }
        List<String> blocked =
                paces.restsThatEnded(campaign.mailbox(), checked.get(), clock.instant()).entrySet().stream()
                        .filter(rest -> saysBlocked(rest.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        return !blocked.isEmpty()
                && routing.sites(campaign.id()).keySet().stream().anyMatch(blocked::contains);
    }

    /** The lane keeps what the server said, not when. */
    private boolean saysBlocked(String reply) {
        return Arrays.stream(Phase.values())
                .anyMatch(phase -> replies.verdict(Reply.parse(phase, reply)).kind() == ReplyKind.BLOCKED);
    }

    /**
     * Checks a campaign that is still being written; nothing is kept.
     *
     * @param header the columns of its list
     * @param audience who it is for
     * @param directory where the preflight's settings are, if there are any
     */
    public PreflightReport look(
            Campaign campaign, Mailbox mailbox, List<String> header, Audience audience, Path directory) {
        var mails = sample(campaign, () -> new CampaignMails("draft", campaign, mailbox, header, tokens, clock));
        return check.check(sending(campaign, mailbox, mails, audience), directory);
    }

    private Sending sending(LoadedCampaign loaded) {
        List<String> header = campaigns.get(loaded.entry().id()).header();
        var mail = sample(loaded.campaign(), () -> new CampaignMails(loaded, header, tokens, clock));
        return sending(
                loaded.campaign(),
                loaded.mailbox(),
                mail,
                new Audience(routing.sites(loaded.entry().id()), 0));
    }

    private static Sending sending(
            Campaign campaign, Mailbox mailbox, Optional<Sending.Content> content, Audience audience) {
        Mail mail = campaign.mail();
        return new Sending(
                mail.from().address(),
                mail.replyTo(),
                mailbox.envelopeSender().orElse(mail.from().address().toString()),
                mailbox,
                campaign.dkim(),
                content,
                audience);
    }

    /** The mail as it is made for a row without anything in it; none where a template cannot do without. */
    private static Optional<Sending.Content> sample(Campaign campaign, Supplier<CampaignMails> mails) {
        try {
            return Optional.of(new Sending.Content(
                    mails.get().sample(campaign.mail().from().address()).bytes()));
        } catch (InputFault needsMore) {
            return Optional.empty();
        }
    }
}
