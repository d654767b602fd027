package sendepostfach.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import sendepostfach.campaign.SiteRules;

/** Where what was learned is kept, so that it survives restarts and is one for all lanes, campaigns and processes. */
public interface PaceLedger {
    /** How long one probe of a site keeps others from probing it too. */
    Duration PROBE = Duration.ofMinutes(2);

    /**
     * What a lane asks for one of its sites.
     *
     * @param site the site's name
     * @param rules what is configured for it
     * @param wanted how many messages shall leave; 0: only tells what was accepted
     * @param accepted how many were accepted since the lane last told
     */
    record Wish(String site, SiteRules rules, int wanted, int accepted) {}

    /**
     * What a lane is given: turns in the order that all lanes share, spaced by the site's rate.
     *
     * @param pace the site's pace from now on
     * @param granted how many messages may leave
     * @param from when the first of them may; where none is granted, when it makes sense to ask again
     */
    record Turns(SitePace pace, int granted, Instant from) {}

    /** Asks for turns at several sites at once: few statements, however many sites. */
    Map<String, Turns> take(String mailbox, List<Wish> wishes, PaceSettings settings, Instant now);

    /** Changes what is known about a site, whatever others do meanwhile. Returns what it is then. */
    SitePace learn(String mailbox, String site, UnaryOperator<SitePace> lesson, Instant now);

    /** What is known about a site; {@link SitePace#FRESH} where nothing is. */
    SitePace site(String mailbox, String site);

    /** The mailboxes about which something is known. */
    Set<String> mailboxes();

    /** All sites of a mailbox about which something is known, by name. */
    Map<String, SitePace> sites(String mailbox);

    /**
     * Why sites of a mailbox rested whose rests ended after one moment, and at another at the latest: the replies, by site. Those
     * that have taken mail since are left out.
     */
    Map<String, String> restsThatEnded(String mailbox, Instant after, Instant atTheLatest);

    /** Forgets what was learned about one site, or about all of the mailbox's. Returns about how many. */
    int forget(String mailbox, Optional<String> site);

    /** The mailbox's last rest, over or not, unless an acceptance has ended the row of rests. */
    Optional<MailboxPause> pause(String mailbox);

    void pause(String mailbox, MailboxPause pause);

    /** Ends a mailbox's rest and forgets the ones before it. */
    void resume(String mailbox);
}
