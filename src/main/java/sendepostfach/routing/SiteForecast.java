package sendepostfach.routing;

import java.time.Instant;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Site;

/**
 * When one site's share of a campaign leaves, if nothing is put off.
 *
 * @param site the site
 * @param recipients its share
 * @param rate its rate
 * @param starts when its first mail leaves
 * @param ends when its last mail leaves
 * @param late how many of its recipients are not reached before the window closes
 */
public record SiteForecast(Site site, int recipients, Limit rate, Instant starts, Instant ends, int late) {
    public SiteForecast {
        if (ends.isBefore(starts)) {
            throw new IllegalArgumentException("a share must start before it ends: " + starts + " .. " + ends);
        }
        if (late < 0 || late > recipients) {
            throw new IllegalArgumentException("of " + recipients + " recipients " + late + " cannot be late");
        }
    }

    /** Whether some of its recipients are not reached before the window closes. */
    public boolean missesWindow() {
        return late > 0;
    }
}
