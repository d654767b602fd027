package sendepostfach.delivery;

import java.time.Instant;
import java.util.Optional;

import sendepostfach.campaign.Mailbox.SoftBounces;

/**
 * The right to deliver a lane, held by one run at a time in the whole cluster.
 *
 * @param campaign the campaign's number
 * @param lane the lane's number within the campaign
 * @param name the lane's name
 * @param mixed whether the lane bundles many small sites
 * @param run counts the lane's runs; a claim carries it, so that an earlier run's claims can be told apart
 * @param owner the process that holds the lease
 * @param triedAt when the lane could last try anything
 * @param refusals how refusals speak against addresses for other campaigns; empty where they do not
 */
public record LaneLease(
        long campaign,
        int lane,
        String name,
        boolean mixed,
        long run,
        String owner,
        Instant triedAt,
        Optional<SoftBounces> refusals) {
    /** A right whose refusals say nothing to other campaigns. */
    public LaneLease(long campaign, int lane, String name, boolean mixed, long run, String owner, Instant triedAt) {
        this(campaign, lane, name, mixed, run, owner, triedAt, Optional.empty());
    }

    /** The same right, with refusals that count so. */
    public LaneLease counting(Optional<SoftBounces> refusals) {
        return new LaneLease(campaign, lane, name, mixed, run, owner, triedAt, refusals);
    }
}
