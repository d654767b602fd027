package sendepostfach.pacing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The rests of mailboxes as all lanes of this process know them: what one lane learns holds for the others at once, and what
 * another process learns a second later.
 */
public final class MailboxRests {
    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private final PaceLedger ledger;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    /** Connections that broke while a mail was under way, since the last acceptance. */
    private final Map<String, Integer> breaks = new ConcurrentHashMap<>();

    private record Known(Optional<MailboxPause> pause, Instant readAt) {
        boolean isFresh(Instant now) {
            return now.isBefore(readAt.plus(FRESH_FOR));
        }
    }

    /**
     * A mailbox's rest after a fault.
     *
     * @param pause the rest
     * @param isNew whether the fault began it: of faults at the same moment, one
     */
    public record Rest(MailboxPause pause, boolean isNew) {}

    public MailboxRests(PaceLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The mailbox's last rest, over or not, unless an acceptance has ended the row of rests. */
    public Optional<MailboxPause> last(String mailbox) {
        Instant now = clock.instant();
        return known.compute(
                        mailbox,
                        (name, before) ->
                                before != null && before.isFresh(now) ? before : new Known(ledger.pause(mailbox), now))
                .pause();
    }

    /** The rest that holds now. */
    public Optional<MailboxPause> present(String mailbox) {
        return last(mailbox).filter(pause -> pause.holdsAt(clock.instant()));
    }

    /**
     * The mailbox rests after a fault of its own. While it rests already, further faults of mails that were under way change
     * nothing, unless they need an operator.
     *
     * @param hint the time that the reply names
     * @return the rest that holds, and whether it began with this fault
     */
    public Rest afterFault(
            String mailbox, Optional<Duration> hint, boolean needsAnOperator, String reply, PaceSettings settings) {
        Instant now = clock.instant();
        var began = new AtomicBoolean();
        MailboxPause rest = known.compute(mailbox, (name, before) -> {
                    Optional<MailboxPause> last =
                            before != null && before.isFresh(now) ? before.pause() : ledger.pause(mailbox);
                    boolean rests = last.filter(pause -> pause.holdsAt(now)).isPresent();
                    boolean stopped = last.filter(MailboxPause::needsAnOperator).isPresent();
                    if (stopped || (rests && !needsAnOperator)) {
                        return new Known(last, now);
                    }
                    MailboxPause next = needsAnOperator
                            ? MailboxPause.stopped(last, reply)
                            : MailboxPause.after(last, now, hint, reply, settings);
                    ledger.pause(mailbox, next);
                    began.set(true);
                    return new Known(Optional.of(next), now);
                })
                .pause()
                .orElseThrow();
        return new Rest(rest, began.get());
    }

    /**
     * A connection broke while it carried a mail. Where more do than the mailbox has connections, and nothing is accepted in
     * between, its server takes no mail at present: the mailbox rests.
     *
     * @param connections how many the mailbox has; all of them may break at once when a server is restarted
     * @return the rest that holds, if one does
     */
    public Optional<MailboxPause> afterBreak(String mailbox, int connections, String trouble, PaceSettings settings) {
        int inARow = breaks.merge(mailbox, 1, Integer::sum);
        return inARow <= connections
                ? present(mailbox)
                : Optional.of(afterFault(
                                mailbox,
                                Optional.empty(),
                                false,
                                inARow + " connections in a row broke while a mail was under way: " + trouble,
                                settings)
                        .pause());
    }

    /** A mail was accepted: the row of rests is over, unless one holds that began while the mail was under way. */
    public void afterAcceptance(String mailbox) {
        breaks.remove(mailbox);
        Known now = known.get(mailbox);
        if (now != null
                && now.pause().filter(pause -> !pause.holdsAt(clock.instant())).isPresent()) {
            resume(mailbox);
        }
    }

    /** Ends a mailbox's rest and forgets the ones before it. */
    public void resume(String mailbox) {
        known.compute(mailbox, (name, before) -> {
            ledger.resume(mailbox);
            return new Known(Optional.empty(), clock.instant());
        });
    }
}
