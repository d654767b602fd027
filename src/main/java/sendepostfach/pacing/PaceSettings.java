package sendepostfach.pacing;

import java.time.Duration;

/**
 * How pacing reacts to trouble.
 *
 * @param suspendFirst how long a site rests after its first rate-limit reply; doubles from one to the next
 * @param suspendMost the longest rest after a rate-limit reply
 * @param blockedFor how long a site rests when it blocks the sending server for its reputation
 * @param slowAtMostEvery a burst of rate-limit replies halves the rate once in this time
 * @param raiseEvery clean sending for so long raises the rate by a quarter
 * @param lowestShare the share of the configured rate below which the rate does not fall
 * @param mailboxPauseFirst how long a mailbox rests after a fault of its own; doubles from one to the next
 * @param mailboxPauseMost the longest rest of a mailbox
 */
public record PaceSettings(
        Duration suspendFirst,
        Duration suspendMost,
        Duration blockedFor,
        Duration slowAtMostEvery,
        Duration raiseEvery,
        double lowestShare,
        Duration mailboxPauseFirst,
        Duration mailboxPauseMost) {
    public static final PaceSettings STANDARD = new PaceSettings(
            Duration.ofMinutes(5),
            Duration.ofHours(4),
            Duration.ofHours(12),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            1.0 / 64,
            Duration.ofMinutes(10),
            Duration.ofHours(1));

    public PaceSettings {
        if (lowestShare <= 0 || lowestShare > 1) {
            throw new IllegalArgumentException("the lowest share must be above 0 and at most 1: " + lowestShare);
        }
    }

    /** The same reactions in a time that runs {@code factor} times faster, for practice. */
    public PaceSettings faster(int factor) {
        return new PaceSettings(
                suspendFirst.dividedBy(factor),
                suspendMost.dividedBy(factor),
                blockedFor.dividedBy(factor),
                slowAtMostEvery.dividedBy(factor),
                raiseEvery.dividedBy(factor),
                lowestShare,
                mailboxPauseFirst.dividedBy(factor),
                mailboxPauseMost.dividedBy(factor));
    }
}
