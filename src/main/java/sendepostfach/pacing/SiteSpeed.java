package sendepostfach.pacing;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a site takes mail, as learned. The rate that went wrong is a ceiling for a while: between it and the highest rate
 * that is proven, the best one is searched for by halving the gap, and once the gap is small the rate stays. When the ceiling
 * is forgotten, a higher rate is tried again. Rates are messages a second.
 *
 * @param rate the rate now; 0 where nothing was learned
 * @param proven the highest rate that went well for long enough; 0: none
 * @param tooFast the lowest rate that went wrong; 0: none
 * @param tooFastAt when that was
 * @param since from when on the present rate is watched
 * @param count messages accepted since then
 * @param rested whether the site was left in peace before {@code since}, so that what it counts began with this rate
 */
public record SiteSpeed(
        double rate, double proven, double tooFast, Instant tooFastAt, Instant since, int count, boolean rested) {
    /** Nothing was learned yet. */
    public static final SiteSpeed UNKNOWN = new SiteSpeed(0, 0, 0, Instant.EPOCH, Instant.EPOCH, 0, true);

    private static final double SLOWER = 0.5;
    /** Refused again soon after a rest: the limit is far lower than it was. */
    private static final double MUCH_SLOWER = 1.0 / 6;

    private static final double SEARCH = 2;
    private static final double RECOVER = 1.5;
    private static final double STEP = 1.2;
    private static final double CREEP = 1.05;
    /** Far below what went wrong the rate recovers fast. */
    private static final double FAR_BELOW = 0.4;
    /** So near to what went wrong the rate stays until that is forgotten. */
    private static final double JUST_BELOW = 0.92;

    /** What went well before a small step that went wrong is nearer to the limit than that. */
    private static final double BEFORE_CREEPING = 0.96;

    private static final double JUST_ABOVE = 1.05;
    private static final double FAR_ABOVE = 1.3;
    /** Near what went wrong a rate is proven over a longer time: saved up tokens hide for minutes that it is too much. */
    private static final double LONGER = 5.0 / 3;

    /** While the rate that went wrong is remembered, fewer messages than these do not prove a rate: a bucket saves up a few. */
    private static final int FEWEST_TO_PROVE = 20;

    private static final int FEWEST_TO_RAISE = 6;

    /** A rate counts as tried when so much of it was used. */
    private static final double USED = 0.6;
    /** A site that was empty and is full after so little took about as much as it takes in one of these windows. */
    private static final Duration[] USUAL_WINDOWS = {
        Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1)
    };

    private static final double SAFE = 0.9;

    /** The rate that is allowed now, where {@code most} is configured. */
    public double at(double most) {
        return rate == 0 ? most : Math.min(most, rate);
    }

    /** After messages that the site took. */
    SiteSpeed afterAcceptances(int accepted, Instant now, double most, PaceSettings settings) {
        if (since.equals(Instant.EPOCH)) {
            return new SiteSpeed(rate, proven, tooFast, tooFastAt, now, accepted, true);
        }
        double current = at(most);
        SiteSpeed counted = counting(since, count + accepted, rested);
        double held = seconds(since, now);
        boolean proves = held >= settings.proveIn().toMillis() / 1000.0 * (isNear(current) ? LONGER : 1);
        if (!proves
                && !(isSafe(current, now, settings)
                        && held >= settings.raiseEvery().toMillis() / 1000.0)) {
            return counted;
        }
        if (counted.count < USED * current * held) {
            // not used up: this says nothing about a higher rate
            return counting(now, 0, false);
        }
        if (!isForgotten(now, settings) && counted.count < (proves ? FEWEST_TO_PROVE : FEWEST_TO_RAISE)) {
            return counted;
        }
        double next = Math.min(most, higher(current, now, settings));
        return new SiteSpeed(next, proves ? Math.max(proven, current) : proven, tooFast, tooFastAt, now, 0, false);
    }

    private boolean isNear(double current) {
        return tooFast > 0 && current >= tooFast * SAFE && current < tooFast * FAR_ABOVE;
    }

    /** Whether the present rate is nowhere near one that may be too much. */
    private boolean isSafe(double current, Instant now, PaceSettings settings) {
        return tooFast == 0
                || current < proven
                || current < tooFast * FAR_BELOW
                || (isForgotten(now, settings) && current > tooFast * FAR_ABOVE);
    }

    private boolean isForgotten(Instant now, PaceSettings settings) {
        return !now.isBefore(tooFastAt.plus(settings.rememberFor()));
    }

    private double higher(double current, Instant now, PaceSettings settings) {
        if (tooFast == 0) {
            return current * SEARCH;
        }
        double ceiling = Math.max(proven, tooFast * JUST_BELOW);
        if (current < proven) {
            return Math.min(current * RECOVER, proven);
        }
        if (current < tooFast * FAR_BELOW) {
            return current * RECOVER;
        }
        if (current < ceiling) {
            return Math.min(current * STEP, ceiling);
        }
        if (!isForgotten(now, settings)) {
            return current;
        }
        if (current < tooFast * JUST_ABOVE) {
            return current * CREEP;
        }
        return current * (current < tooFast * FAR_ABOVE ? STEP : RECOVER);
    }

    /** After a reply that says: too fast. */
    SiteSpeed afterTrouble(Instant now, double most, PaceSettings settings) {
        double current = at(most);
        boolean lately = tooFast > 0 && now.isBefore(tooFastAt.plus(settings.slowAtMostEvery()));
        if (lately) {
            return this;
        }
        double took = rested ? whatItTook(now, settings) : Double.MAX_VALUE;
        double slower = rested ? Math.min(SAFE * took, current * slower(now, settings)) : current * SLOWER;
        double lowest = Math.min(most, settings.lowest().perSecond());
        double wrong = Math.max(lowest, Math.min(current, took));
        return new SiteSpeed(
                Math.max(lowest, slower),
                proven < wrong ? Math.min(proven, wrong * BEFORE_CREEPING) : 0,
                wrong,
                now,
                now,
                0,
                rested);
    }

    private double slower(Instant now, PaceSettings settings) {
        boolean soon = tooFast > 0 && now.isBefore(since.plus(settings.slowAtMostEvery()));
        return soon ? MUCH_SLOWER : SLOWER;
    }

    /** The lowest rate that goes wrong at a site which was empty at {@link #since} and is full now; one more was too much. */
    private double whatItTook(Instant now, PaceSettings settings) {
        Duration took = Duration.between(since, now);
        for (Duration window : USUAL_WINDOWS) {
            boolean usual = window.compareTo(settings.slowAtMostEvery()) <= 0;
            if (usual && took.compareTo(window) < 0 && count > 1) {
                return (count + 1.0) / window.toSeconds();
            }
        }
        return Double.MAX_VALUE;
    }

    /** After a rest: what the site counts begins anew. */
    SiteSpeed awake(Instant now) {
        return awake(now, 0);
    }

    /**
     * After a rest that so many messages have ended.
     *
     * @param taken they count: the site had them when the next ones came
     */
    SiteSpeed awake(Instant now, int taken) {
        return counting(now, taken, true);
    }

    private SiteSpeed counting(Instant from, int counted, boolean afterRest) {
        return new SiteSpeed(rate, proven, tooFast, tooFastAt, from, counted, afterRest);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
