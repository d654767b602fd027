package sendepostfach.batch;

import java.nio.file.Path;
import java.util.Optional;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.BounceMailbox;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.Verdict;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.routing.ProviderTable;

/**
 * A campaign with all that a run of it needs to know.
 *
 * @param entry what the ledger says of it
 * @param campaign its job, as it was when it began
 * @param mailbox its mailbox, as configured now
 * @param providers the provider table with what is overridden beside the job
 * @param directory where the job file is
 */
public record LoadedCampaign(
        CampaignEntry entry, Campaign campaign, Mailbox mailbox, ProviderTable providers, Path directory) {
    /** In the sandbox, rates and rests run so many times faster, so that a rehearsal takes minutes instead of hours. */
    public static final int PRACTICE = 60;

    /** What a site of this campaign likes. */
    public SiteRules rules(String site) {
        SiteRules rules = providers.rulesOf(new Site(site));
        if (!mailbox.isSandbox()) {
            return rules;
        }
        Limit faster = rules.rate().faster(PRACTICE);
        return new SiteRules(faster, rules.connections(), rules.messagesPerConnection());
    }

    /** What a reply means for this campaign. */
    public Verdict verdict(Verdict verdict) {
        return mailbox.isSandbox() ? verdict.faster(PRACTICE) : verdict;
    }

    /** How refusals speak against addresses for other campaigns; practice says nothing about anybody. */
    public Optional<SoftBounces> refusals() {
        return mailbox.isSandbox()
                ? Optional.empty()
                : Optional.of(mailbox.bounces().map(BounceMailbox::soft).orElse(SoftBounces.DEFAULT));
    }

    /** How pacing reacts to trouble. */
    public PaceSettings pace() {
        return mailbox.isSandbox() ? PaceSettings.STANDARD.faster(PRACTICE) : PaceSettings.STANDARD;
    }
}
