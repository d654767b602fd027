package sendepostfach.delivery;

import java.time.Instant;

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
 */
public record LaneLease(long campaign, int lane, String name, boolean mixed, long run, String owner, Instant triedAt) {}
