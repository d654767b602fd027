package sendepostfach.bounce;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.RetrySchedule;

/** What returned mails do to the ledger. */
public interface ReturnLedger {
    /**
     * Applies mails, in one transaction, each of them once for ever: one that was read before changes nothing.
     *
     * @return for each mail whether its news are about mails that the ledger knows
     */
    List<Boolean> apply(List<ReadMail> mails, Rules rules, Instant now);

    /**
     * What the effects depend on.
     *
     * @param soft when mails that come back for reasons that may pass end the writing to an address
     * @param resending how a campaign, by its number, sends mails again that came back for reasons that may pass; empty
     *     where it does not
     */
    record Rules(SoftBounces soft, LongFunction<Optional<Resending>> resending) {}

    /**
     * How mails are sent again.
     *
     * @param window a recipient's window, from its first attempt on
     * @param retry the waits
     */
    record Resending(Duration window, RetrySchedule retry) {}
}
