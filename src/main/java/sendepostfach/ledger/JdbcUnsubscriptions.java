package sendepostfach.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;
import sendepostfach.suppression.Unsubscriptions;
import sendepostfach.token.MailId;

/** Ends mailings in the database: the recipient's entry in the suppression list, and a note in the campaign. */
public final class JdbcUnsubscriptions implements Unsubscriptions {
    private final Database db;
    private final JdbcSuppressionList list;
    private final SentMails sent;
    private final FeedbackStatements feedback;

    public JdbcUnsubscriptions(Database db) {
        this.db = db;
        this.list = new JdbcSuppressionList(db);
        this.sent = new SentMails(db);
        this.feedback = new FeedbackStatements(db);
    }

    @Override
    public Optional<Subscriber> find(MailId mail) {
        return sent.find(mail).filter(found -> !found.isForgotten()).flatMap(found -> found.sender()
                .map(sender -> new Subscriber(found.address(), sender, found.campaignName())));
    }

    @Override
    public boolean end(MailId mail, boolean all, String how, Instant now) {
        return db.inTransaction(() -> {
            Optional<SentMails.Sent> found = sent.find(mail);
            found.ifPresent(known -> end(known, all, how, now));
            return found.isPresent();
        });
    }

    /** Also used where a mail asks for it, in the transaction that notes the mail as read. */
    void end(SentMails.Sent mail, boolean all, String how, Instant now) {
        if (mail.isForgotten()) {
            // and is on the list for all senders
            return;
        }
        Target target = Target.of(mail.address());
        Optional<Address> sender = all ? Optional.empty() : mail.sender();
        int added = list.add(List.of(Suppression.of(
                target, sender, SuppressionReason.UNSUBSCRIBED, "campaign " + mail.campaignName() + ", " + how, now)));
        if (added > 0) {
            feedback.note(List.of(mail.note("unsubscribed", Optional.empty(), false, how, now)));
        }
    }
}
