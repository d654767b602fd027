package sendepostfach.preflight;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Who the mail is for.
 *
 * @param sites recipients by site; empty where there is no list
 * @param nowhere recipients at domains that take no mail
 */
public record Audience(Map<String, Integer> sites, int nowhere) {
    /** Nobody knows: there is no list. */
    public static final Audience UNKNOWN = new Audience(Map.of(), 0);

    public Audience {
        sites = Map.copyOf(sites);
    }

    public boolean isKnown() {
        return !sites.isEmpty();
    }

    /** All recipients. */
    public long total() {
        return sites.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** The recipients at a site. */
    public int at(String site) {
        return sites.getOrDefault(site, 0);
    }

    /** A site's part of the recipients; empty where there is no list. */
    public OptionalDouble shareOf(String site) {
        return isKnown() ? OptionalDouble.of(at(site) / (double) total()) : OptionalDouble.empty();
    }
}
