package sendepostfach.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Limit;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;

/** Where operators decide otherwise about a pace than was learned: changes it, and wakes the lanes that it concerns. */
public final class PaceDesk {
    private final PaceLedger paces;
    private final MailboxRests rests;
    private final Campaigns campaigns;
    private final Conductor conductor;
    private final Clock clock;

    PaceDesk(PaceLedger paces, MailboxRests rests, Campaigns campaigns, Conductor conductor, Clock clock) {
        this.paces = paces;
        this.rests = rests;
        this.campaigns = campaigns;
        this.conductor = conductor;
        this.clock = clock;
    }

    /** Sends to a site at this rate; empty: at the learned one again. */
    public void fix(String mailbox, String site, Optional<Limit> rate) {
        paces.learn(mailbox, site, pace -> pace.fixedAt(rate), clock.instant());
        wake(mailbox);
    }

    /** Lets a site rest. */
    public void suspend(String mailbox, String site, Duration length) {
        Instant now = clock.instant();
        paces.learn(mailbox, site, pace -> pace.suspended(now.plus(length), "suspended by an operator"), now);
        wake(mailbox);
    }

    /** Ends the rest of a site, or of the mailbox itself. */
    public void reopen(String mailbox, Optional<String> site) {
        Instant now = clock.instant();
        site.ifPresentOrElse(
                each -> paces.learn(mailbox, each, pace -> pace.reopened(now), now), () -> rests.resume(mailbox));
        wake(mailbox);
    }

    /** Forgets what was learned about a site, or about all of the mailbox's. */
    public void reset(String mailbox, Optional<String> site) {
        paces.forget(mailbox, site);
        wake(mailbox);
    }

    private void wake(String mailbox) {
        campaigns.all().stream()
                .filter(campaign -> campaign.mailbox().equals(mailbox) && campaign.state() == CampaignState.RUNNING)
                .forEach(campaign -> conductor.wake(campaign.id(), Optional.empty()));
    }
}
