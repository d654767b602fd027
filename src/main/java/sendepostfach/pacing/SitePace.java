package sendepostfach.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import sendepostfach.campaign.Limit;

/**
 * What was learned about a site of a mailbox: which share of its configured rate it bears, and whether it rests.
 *
 * @param share of the configured rate, above 0 and at most 1
 * @param strikes suspensions in a row without an acceptance in between
 * @param suspendedUntil the end of the present or last rest; {@link Instant#EPOCH} where there was none
 * @param changedAt when the share last changed
 * @param reason the reply that led to the rest
 */
public record SitePace(double share, int strikes, Instant suspendedUntil, Instant changedAt, Optional<String> reason) {
    private static final double SLOWER = 0.5;
    private static final double FASTER = 1.25;

    /** A site about which nothing was learned yet. */
    public static final SitePace FRESH = new SitePace(1, 0, Instant.EPOCH, Instant.EPOCH, Optional.empty());

    public boolean isSuspendedAt(Instant now) {
        return now.isBefore(suspendedUntil);
    }

    /** Whether only a single message may be under way, to find out whether the site takes mail again. */
    public boolean isProbing() {
        return strikes > 0;
    }

    /** The time between two messages at the learned share of a rate. */
    public Duration spacing(Limit rate) {
        return Duration.ofNanos(Math.round(rate.per().toNanos() / (rate.count() * share)));
    }

    /** After a reply that says: too fast. Halves the rate and rests, twice as long as the last time or as the reply says. */
    public SitePace afterRateLimit(Instant now, Optional<Duration> hint, String reply, PaceSettings settings) {
        if (isSuspendedAt(now)) {
            return this;
        }
        boolean lately = now.isBefore(changedAt.plus(settings.slowAtMostEvery())) && strikes == 0 && share < 1;
        double slower = lately ? share : Math.max(settings.lowestShare(), share * SLOWER);
        Duration doubled = settings.suspendFirst().multipliedBy(1L << Math.min(strikes, 16));
        Duration rest = hint.orElse(doubled.compareTo(settings.suspendMost()) > 0 ? settings.suspendMost() : doubled);
        return new SitePace(slower, strikes + 1, now.plus(rest), now, Optional.of(reply));
    }

    /** After a reply that says: your server is not wanted here. Going on would make it worse. */
    public SitePace afterBlocked(Instant now, Optional<Duration> hint, String reply, PaceSettings settings) {
        if (isSuspendedAt(now)) {
            return this;
        }
        Duration rest = hint.orElse(settings.blockedFor());
        return new SitePace(share, strikes + 1, now.plus(rest), now, Optional.of(reply));
    }

    /** After a message that the site took. Ends probing; raises the rate step by step while all goes well. */
    public SitePace afterAcceptance(Instant now, PaceSettings settings) {
        if (isSuspendedAt(now)) {
            // it was under way when the rest began, and says nothing about what comes after
            return this;
        }
        if (strikes > 0) {
            return new SitePace(share, 0, suspendedUntil, now, Optional.empty());
        }
        if (share < 1 && !now.isBefore(changedAt.plus(settings.raiseEvery()))) {
            return new SitePace(Math.min(1, share * FASTER), 0, suspendedUntil, now, reason);
        }
        return this;
    }

    /** The site as an operator wants it: awake again, at the rate learned. */
    public SitePace awake(Instant now) {
        return new SitePace(share, 0, Instant.EPOCH, now, Optional.empty());
    }
}
