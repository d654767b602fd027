package sendepostfach.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One mailing, as its job file describes it.
 *
 * @param name its name, unique among the campaigns
 * @param mailbox the name of the mailbox that it leaves through
 * @param mail the mail
 * @param list the distribution list
 * @param schedule when it starts
 * @param hours when mail may leave
 * @param window how long a recipient's delivery may take
 * @param retry when a deferred recipient is tried again
 * @param uncertain what happens to uncertain recipients
 * @param reportTo who gets the account
 * @param dkim what the mails are signed with by the program; empty: not at all
 * @param returned what happens to a mail that came back for a reason that may pass
 */
public record Campaign(
        String name,
        String mailbox,
        Mail mail,
        ListSource list,
        Schedule schedule,
        SendingHours hours,
        Duration window,
        RetrySchedule retry,
        UncertainPolicy uncertain,
        Optional<Address> reportTo,
        List<DkimKey> dkim,
        ReturnPolicy returned) {

    /** A campaign that reports returned mails. */
    public Campaign(
            String name,
            String mailbox,
            Mail mail,
            ListSource list,
            Schedule schedule,
            SendingHours hours,
            Duration window,
            RetrySchedule retry,
            UncertainPolicy uncertain,
            Optional<Address> reportTo,
            List<DkimKey> dkim) {
        this(name, mailbox, mail, list, schedule, hours, window, retry, uncertain, reportTo, dkim, ReturnPolicy.REPORT);
    }

    public Campaign {
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,99}")) {
            throw new IllegalArgumentException("not a campaign name: \"" + name
                    + "\"; use letters, digits, '.', '_', '-', at most 100, beginning with a letter or digit");
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the window must be longer than nothing: " + window);
        }
        dkim = List.copyOf(dkim);
    }
}
