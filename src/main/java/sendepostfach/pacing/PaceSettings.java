package sendepostfach.pacing;

import java.time.Duration;

import sendepostfach.campaign.Limit;

/**
 * How pacing reacts to trouble and to its absence.
 *
 * @param lowest the rate below which no site falls
 * @param suspendFirst how long a site rests after its first rate-limit reply; doubles from one to the next
 * @param suspendMost the longest rest after a rate-limit reply
 * @param blockedFor how long a site rests when it blocks the sending server for its reputation
 * @param slowAtMostEvery a burst of rate-limit replies halves the rate once in this time
 * @param raiseEvery clean sending for so long raises a rate that is known to be low
 * @param proveIn clean sending for so long proves a rate, and tries a higher one that may be too much
 * @param rememberFor how long the rate, or the number of connections, that went wrong is not tried again
 * @param mailboxPauseFirst how long a mailbox rests after a fault of its own; doubles from one to the next
 * @param mailboxPauseMost the longest rest of a mailbox
 */
public record PaceSettings(
        Limit lowest,
        Duration suspendFirst,
        Duration suspendMost,
        Duration blockedFor,
        Duration slowAtMostEvery,
        Duration raiseEvery,
        Duration proveIn,
        Duration rememberFor,
        Duration mailboxPauseFirst,
        Duration mailboxPauseMost) {
    public static final PaceSettings STANDARD = new PaceSettings(
            Limit.parse("10/h"),
            Duration.ofMinutes(5),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(3),
            Duration.ofMinutes(66),
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    /** The same reactions in a time that runs {@code factor} times faster, for practice. */
    public PaceSettings faster(int factor) {
        return new PaceSettings(
                lowest.faster(factor),
                suspendFirst.dividedBy(factor),
                suspendMost.dividedBy(factor),
                blockedFor.dividedBy(factor),
                slowAtMostEvery.dividedBy(factor),
                raiseEvery.dividedBy(factor),
                proveIn.dividedBy(factor),
                rememberFor.dividedBy(factor),
                mailboxPauseFirst.dividedBy(factor),
                mailboxPauseMost.dividedBy(factor));
    }
}
