package sendepostfach.routing;

import java.util.List;

import sendepostfach.campaign.Site;

/**
 * A lane: what is delivered together.
 *
 * @param name the site's name, or {@code tail-1}, {@code tail-2} ... for a mixed lane
 * @param mixed whether it bundles small sites
 * @param sites its sites, the largest first
 * @param recipients how many recipients they have together
 */
public record LanePlan(String name, boolean mixed, List<Site> sites, int recipients) {
    public LanePlan {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("a lane needs a site: " + name);
        }
        if (!mixed && sites.size() != 1) {
            throw new IllegalArgumentException("a lane that is not mixed has one site: " + name + " has " + sites);
        }
        sites = List.copyOf(sites);
    }
}
