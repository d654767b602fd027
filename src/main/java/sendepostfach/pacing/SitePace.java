package sendepostfach.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.SiteRules;

/**
 * What was learned about a site of a mailbox, shared by all lanes, campaigns and processes.
 *
 * @param speed how fast it takes mail
 * @param crowd how many mails at once
 * @param rest whether it rests
 * @param fixed the rate that an operator has set in place of the learned one
 */
public record SitePace(SiteSpeed speed, SiteCrowd crowd, SiteRest rest, Optional<Limit> fixed) {
    /** A site about which nothing was learned yet. */
    public static final SitePace FRESH =
            new SitePace(SiteSpeed.UNKNOWN, SiteCrowd.UNKNOWN, SiteRest.NONE, Optional.empty());

    /** Whether nothing was learned or decided that differs from what is configured. */
    public boolean isAsConfigured() {
        return speed.rate() == 0
                && speed.tooFast() == 0
                && crowd.most() == 0
                && rest.equals(SiteRest.NONE)
                && fixed.isEmpty();
    }

    public boolean isSuspendedAt(Instant now) {
        return rest.holdsAt(now);
    }

    /** Whether only a single message may be under way, to find out whether the site takes mail again. */
    public boolean isProbing() {
        return rest.strikes() > 0;
    }

    /** Messages a second that may leave now: what an operator has set, else what was learned, at most what is configured. */
    public double perSecond(SiteRules rules) {
        return fixed.map(Limit::perSecond).orElseGet(() -> speed.at(rules.rate().perSecond()));
    }

    /** The time between two messages. */
    public Duration spacing(SiteRules rules) {
        return Duration.ofNanos(Math.round(1e9 / perSecond(rules)));
    }

    /** What is configured, with the rate and the number of connections that hold now, for a forecast. */
    public SiteRules asRules(SiteRules configured) {
        Limit learned = speed.rate() == 0 || speed.rate() >= configured.rate().perSecond()
                ? configured.rate()
                : Limit.ofRate(speed.rate());
        return new SiteRules(
                fixed.orElse(learned), crowd.at(configured.connections()), configured.messagesPerConnection());
    }

    /** How many messages may be under way at once. */
    public int connections(SiteRules rules) {
        return isProbing() ? 1 : crowd.at(rules.connections());
    }

    /** After a reply that says: too fast. Halves the rate and rests. */
    public SitePace afterRateLimit(
            Instant now, Optional<Duration> hint, String reply, SiteRules rules, PaceSettings settings) {
        if (isSuspendedAt(now)) {
            return this;
        }
        // a probe that is refused says that the rest was too short; one mail is not too fast
        SiteSpeed slower =
                isProbing() ? speed : speed.afterTrouble(now, rules.rate().perSecond(), settings);
        return new SitePace(slower, crowd, rest.afterRateLimit(now, hint, reply, settings), fixed);
    }

    /** After a reply that says: your server is not wanted here. Going on would make it worse. */
    public SitePace afterBlocked(Instant now, Optional<Duration> hint, String reply, PaceSettings settings) {
        return isSuspendedAt(now)
                ? this
                : new SitePace(speed, crowd, rest.afterBlocked(now, hint, reply, settings), fixed);
    }

    /**
     * After a reply that says: too many at once. With a single one left, it is a matter of rate.
     *
     * @param underWay how many were under way when the message left, itself included
     */
    public SitePace afterTooMany(
            int underWay, Instant now, Optional<Duration> hint, String reply, SiteRules rules, PaceSettings settings) {
        if (isSuspendedAt(now) || isProbing() || crowd.at(rules.connections()) == 1) {
            return afterRateLimit(now, hint, reply, rules, settings);
        }
        return new SitePace(speed, crowd.afterTrouble(now, underWay, rules.connections()), rest, fixed);
    }

    /** After messages that the site took. Ends probing; raises rate and connections step by step while all goes well. */
    public SitePace afterAcceptances(int accepted, Instant now, SiteRules rules, PaceSettings settings) {
        if (accepted == 0 || isSuspendedAt(now)) {
            // those were under way when the rest began, and say nothing about what comes after
            return this;
        }
        if (isProbing()) {
            return new SitePace(speed.awake(now, accepted), crowd, rest.over(), fixed);
        }
        return new SitePace(
                speed.afterAcceptances(accepted, now, rules.rate().perSecond(), settings),
                crowd.afterAcceptances(accepted, now, rules.connections(), settings),
                rest,
                fixed);
    }

    /** As an operator wants it: awake again, at the rate learned. */
    public SitePace reopened(Instant now) {
        return new SitePace(speed.awake(now), crowd, SiteRest.NONE, fixed);
    }

    /** As an operator wants it: resting until then. */
    public SitePace suspended(Instant until, String why) {
        return new SitePace(speed, crowd, new SiteRest(1, until, Optional.of(why)), fixed);
    }

    /** With the rate that an operator has set; empty: with the learned one again. */
    public SitePace fixedAt(Optional<Limit> rate) {
        return new SitePace(speed, crowd, rest, rate);
    }
}
