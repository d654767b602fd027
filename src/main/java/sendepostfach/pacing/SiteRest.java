package sendepostfach.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A site's present or last rest.
 *
 * @param strikes rests in a row without an acceptance in between; while there are any, a single mail probes
 * @param until the rest's end; {@link Instant#EPOCH} where there was none
 * @param reason the reply that led to it
 */
public record SiteRest(int strikes, Instant until, Optional<String> reason) {
    /** There was none. */
    public static final SiteRest NONE = new SiteRest(0, Instant.EPOCH, Optional.empty());

    public boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }

    /** One more rest: as long as the reply names, else doubling from one to the next. */
    SiteRest afterRateLimit(Instant now, Optional<Duration> hint, String reply, PaceSettings settings) {
        Duration doubled = settings.suspendFirst().multipliedBy(1L << Math.min(strikes, 16));
        Duration most = settings.suspendMost();
        return next(now.plus(hint.orElse(doubled.compareTo(most) > 0 ? most : doubled)), reply);
    }

    SiteRest afterBlocked(Instant now, Optional<Duration> hint, String reply, PaceSettings settings) {
        return next(now.plus(hint.orElse(settings.blockedFor())), reply);
    }

    private SiteRest next(Instant end, String reply) {
        return new SiteRest(strikes + 1, end, Optional.of(reply));
    }

    /** A probe was accepted. */
    SiteRest over() {
        return new SiteRest(0, until, Optional.empty());
    }
}
