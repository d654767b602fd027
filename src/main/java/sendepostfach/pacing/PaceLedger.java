package sendepostfach.pacing;

import java.util.Optional;

/** Where what was learned is kept, so that it survives restarts and is shared by all processes. */
public interface PaceLedger {
    /** What is known about a site of a mailbox; {@link SitePace#FRESH} where nothing is. */
    SitePace site(String mailbox, String site);

    void save(String mailbox, String site, SitePace pace);

    /** The mailbox's last rest, over or not, unless an acceptance has ended the row of rests. */
    Optional<MailboxPause> pause(String mailbox);

    void pause(String mailbox, MailboxPause pause);

    /** Ends a mailbox's rest and forgets the ones before it. */
    void resume(String mailbox);
}
