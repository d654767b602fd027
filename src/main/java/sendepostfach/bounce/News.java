package sendepostfach.bounce;

import java.util.Optional;

import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Weight;
import sendepostfach.token.MailId;

/**
 * What a returned mail says of one of our mails, which it names by a genuine token.
 *
 * @param mail the mail
 * @param what what has become of it
 * @param kind what the receiving server's reply means, where one is told
 * @param permanent whether the address is refused for good
 * @param detail in the server's words, as the account shows it
 */
public record News(MailId mail, What what, Optional<ReplyKind> kind, boolean permanent, String detail) {
    /** What has become of a mail. */
    public enum What {
        FAILED,
        DELAYED,
        DELIVERED,
        RELAYED,
        EXPANDED,
        COMPLAINT,
        /** Its recipient asks to get no more of them. */
        UNSUBSCRIBED
    }

    /** How much a failed delivery says against the address. */
    public Weight weight() {
        if (what != What.FAILED) {
            return Weight.NONE;
        }
        return kind.map(each -> Weight.of(each, permanent)).orElse(Weight.SOFT);
    }

    /** Whether the same mail might arrive if it were sent again later. */
    public boolean mayPass() {
        return what == What.FAILED
                && !permanent
                && kind.filter(each -> each == ReplyKind.TRANSIENT
                                || each == ReplyKind.RATE_LIMITED
                                || each == ReplyKind.MAILBOX_FULL)
                        .isPresent();
    }
}
