package sendepostfach.suppression;

import java.time.Instant;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.token.MailId;

/** Ends mailings for the recipients of sent mails. */
public interface Unsubscriptions {
    /**
     * Who got a mail.
     *
     * @param recipient the address that it went to
     * @param sender whom it is from
     * @param campaign the campaign's name
     */
    record Subscriber(Address recipient, Address sender, String campaign) {}

    /** Who got this mail; empty where no campaign knows it. */
    Optional<Subscriber> find(MailId mail);

    /**
     * Ends the mailings of the mail's sender, or of everybody, to its recipient, at once.
     *
     * @param how by link, by one click, by mail
     * @return whether a campaign knows the mail
     */
    boolean end(MailId mail, boolean all, String how, Instant now);
}
