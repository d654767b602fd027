package sendepostfach.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Verdict;

/**
 * Turns of a run's recipients: a connection, the claim made durable, the mail, the outcome made durable. In this order, so that
 * a kill at any moment leaves at most what is under way on open connections in doubt. See {@link Stint} for how recipients
 * follow one another on a connection.
 */
public final class Turn {
    /** What a turn needs from outside. */
    public record Parts(
            MailSource mails, SendingMailbox mailbox, Function<Reply, Verdict> replies, RandomGenerator random) {}

    /** Whom a turn tells what concerns the whole run. */
    interface Desk {
        void failed(RuntimeException fault);

        void halt();

        /** Whether another recipient may begin. */
        boolean goesOn(Instant now);

        /** Whether the run still has its right, as far as its own clock can tell. */
        boolean holds();
    }

    /** What a reply means for a recipient. */
    record Judged(Outcome outcome, Verdict verdict) {}

    private final DeliveryLedger ledger;
    private final Lessons lessons;
    private final Parts parts;
    private final LaneLease lease;
    private final WaitingRoom room;
    private final Desk desk;
    private final Clock clock;
    private final OutcomeRules rules;
    private final Bookkeeping books;
    private volatile @Nullable Instant lastTried;

    Turn(
            DeliveryLedger ledger,
            Lessons lessons,
            LaneOrders orders,
            Parts parts,
            LaneLease lease,
            WaitingRoom room,
            Desk desk,
            Clock clock,
            Executor executor) {
        this.ledger = ledger;
        this.lessons = lessons;
        this.parts = parts;
        this.lease = lease;
        this.room = room;
        this.desk = desk;
        this.clock = clock;
        this.rules = new OutcomeRules(orders, parts.random());
        this.books = new Bookkeeping(ledger, lease, clock, executor);
    }

    /** Takes a recipient's turn on the calling thread, and that of others who can follow on the same connection. */
    void take(Due due) {
        boolean ended = false;
        try {
            SendingMailbox.Borrowed borrowed = parts.mailbox().borrow();
            if (borrowed instanceof SendingMailbox.Borrowed.Failed failed) {
                learn(due, failed.reply(), parts.replies().apply(failed.reply()));
            } else if (borrowed instanceof SendingMailbox.Borrowed.Ready ready) {
                try (SendingMailbox.Connection connection = ready.connection()) {
                    ended = true; // from here on by the stint
                    new Stint(this, books, connection).work(due);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            desk.halt();
        } catch (RuntimeException fault) {
            desk.failed(fault);
        } finally {
            if (!ended) {
                ended(due, false);
            }
        }
    }

    /** The recipient that may follow another one on its connection, if any may. */
    Optional<Due> behind(Due due) {
        Instant now = clock.instant();
        return desk.goesOn(now) ? room.behind(due, now) : Optional.empty();
    }

    MailSource.Outgoing mailFor(Due due) {
        MailSource.Outgoing made = parts.mails().mailFor(due);
        return new MailSource.Outgoing(made.envelope().whileHeld(desk::holds), made.mail());
    }

    /**
     * Why a claimed recipient's mail must not be sent any more, as the outcome to record.
     *
     * @param begun whether its envelope has gone ahead, so that it is under way already
     */
    Optional<Outcome> hindrance(Due due, boolean begun) {
        Instant now = clock.instant();
        // a process that was stopped for a while must not send what another has taken over
        boolean lost = !desk.holds();
        Instant rest = lessons.restOf(due);
        boolean stopped = !begun && (rest.isAfter(now) || !desk.goesOn(now));
        return lost || stopped ? Optional.of(rules.unpaid(due, rest, now)) : Optional.empty();
    }

    /** The outcome of a claimed recipient whose mail was not sent. */
    Outcome unsent(Due due) {
        return rules.unpaid(due, Instant.EPOCH, clock.instant());
    }

    Judged judge(Due due, Reply reply) {
        Verdict verdict = verdict(reply);
        if (reply.code() == 0 && reply.phase() != Phase.BODY && !desk.holds()) {
            // the right to send ended before the mail's last byte: nothing was sent, and nobody is to blame
            return new Judged(unsent(due), verdict);
        }
        Instant notBefore = learn(due, reply, verdict);
        return new Judged(rules.of(due, reply, verdict, notBefore, clock.instant()), verdict);
    }

    /** A connection that breaks is the mailbox's matter, whoever's mail it carried: all of them lead to its server. */
    private Verdict verdict(Reply reply) {
        Verdict verdict = parts.replies().apply(reply);
        return reply.code() == 0 ? verdict.about(Matter.MAILBOX) : verdict;
    }

    /** A recipient's turn has ended; {@code sent} tells whether the server saw the mail. */
    void ended(Due due, boolean sent) {
        room.ended(due, sent, clock.instant());
    }

    /** Learns from a reply what concerns site and mailbox; returns until when either rests. */
    private Instant learn(Due due, Reply reply, Verdict verdict) {
        if (verdict.matter() != Matter.MAILBOX) {
            lastTried = clock.instant();
        }
        return lessons.from(due, reply, verdict);
    }

    /** Stops the campaign where receivers refuse the mail itself. The outcomes that say so are recorded. */
    void checkMessage(Verdict verdict) {
        if (verdict.action() != Action.STOP_CAMPAIGN) {
            return;
        }
        DeliveryLedger.MessageRefusals refusals = ledger.messageRefusals(lease.campaign());
        if (MessageFault.isAtFault(refusals)) {
            ledger.stop(lease.campaign(), MessageFault.reason(verdict.kind(), refusals), clock.instant());
            desk.halt();
        }
    }

    Optional<Instant> lastTried() {
        return Optional.ofNullable(lastTried);
    }
}
