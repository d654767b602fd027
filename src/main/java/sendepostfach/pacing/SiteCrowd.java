package sendepostfach.pacing;

import java.time.Instant;

/**
 * How many of a site's mails may be under way at once, as learned: a reply that says "too many" allows one less than were under
 * way; many clean ones bring one back, though not up to the number that went wrong until that is forgotten.
 *
 * @param most how many; 0 where nothing was learned
 * @param tooMany the number that went wrong; 0: none
 * @param tooManyAt when that was
 * @param clean messages accepted since the number changed
 */
public record SiteCrowd(int most, int tooMany, Instant tooManyAt, int clean) {
    /** Nothing was learned yet. */
    public static final SiteCrowd UNKNOWN = new SiteCrowd(0, 0, Instant.EPOCH, 0);

    /** One more is tried after so many clean messages for each that is allowed. */
    private static final int CLEAN_FOR_EACH = 20;

    /** How many are allowed now, where {@code configured} are configured. */
    public int at(int configured) {
        return most == 0 ? configured : Math.min(most, configured);
    }

    SiteCrowd afterAcceptances(int accepted, Instant now, int configured, PaceSettings settings) {
        if (most == 0) {
            return this;
        }
        boolean remembered = now.isBefore(tooManyAt.plus(settings.rememberFor()));
        int ceiling = remembered ? Math.min(configured, tooMany - 1) : configured;
        if (clean + accepted < CLEAN_FOR_EACH * most || most >= ceiling) {
            return new SiteCrowd(most, tooMany, tooManyAt, Math.min(clean + accepted, CLEAN_FOR_EACH * most));
        }
        return new SiteCrowd(most + 1, tooMany, tooManyAt, 0);
    }

    /** After a reply that says "too many" to a message that left when so many were under way, itself included. */
    SiteCrowd afterTrouble(Instant now, int underWay, int configured) {
        int fewer = Math.max(1, Math.min(at(configured), underWay - 1));
        return new SiteCrowd(fewer, fewer + 1, now, 0);
    }
}
