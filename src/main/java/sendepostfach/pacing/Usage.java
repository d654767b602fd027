package sendepostfach.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What mailboxes have used of their limits and what was learned about their sites, for people to look at. */
public interface Usage {
    /** How many messages of a mailbox count at a moment against limits with these windows. */
    Map<Duration, Integer> used(String mailbox, List<Duration> windows, Instant now);

    /** What was learned about a site of a mailbox. */
    record Learned(String site, SitePace pace) {}

    /** The sites of a mailbox about which something was learned, by name. */
    List<Learned> learned(String mailbox);
}
