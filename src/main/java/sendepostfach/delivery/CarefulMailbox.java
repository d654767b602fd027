package sendepostfach.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Reply;

/**
 * A mailbox whose first connection is made by one alone, since a wrong password that is tried by all at once locks an account.
 * Who waited for a connection that did not come about is told the same reply, and does not try again.
 */
public final class CarefulMailbox implements SendingMailbox {
    /** By then whoever failed has told all others to stop. */
    private static final Duration TOLD_FOR = Duration.ofSeconds(5);

    private final SendingMailbox mailbox;
    private final Clock clock;
    private final ReentrantLock first = new ReentrantLock();
    private volatile boolean works;
    private @Nullable Reply failure;
    private Instant failedAt = Instant.EPOCH;

    public CarefulMailbox(SendingMailbox mailbox, Clock clock) {
        this.mailbox = mailbox;
        this.clock = clock;
    }

    @Override
    public Borrowed borrow() throws InterruptedException {
        if (!works) {
            first.lockInterruptibly();
            try {
                if (!works) {
                    return tryFirst();
                }
            } finally {
                first.unlock();
            }
        }
        Borrowed borrowed = mailbox.borrow();
        if (borrowed instanceof Borrowed.Failed) {
            works = false;
        }
        return borrowed;
    }

    private Borrowed tryFirst() throws InterruptedException {
        Reply before = failure;
        if (before != null && clock.instant().isBefore(failedAt.plus(TOLD_FOR))) {
            return new Borrowed.Failed(before);
        }
        Borrowed borrowed = mailbox.borrow();
        if (borrowed instanceof Borrowed.Failed failed) {
            failure = failed.reply();
            failedAt = clock.instant();
        } else {
            works = true;
        }
        return borrowed;
    }
}
