package sendepostfach.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Verdict;

/**
 * One recipient's turn: a connection, the claim made durable, the mail, the outcome made durable. In this order, so that a
 * kill at any moment leaves at most what is under way on open connections in doubt.
 */
public final class Turn {
    /** What a turn needs from outside. */
    public record Parts(
            MailSource mails, SendingMailbox mailbox, Function<Reply, Verdict> replies, RandomGenerator random) {}

    /** Whom a turn tells what concerns the whole run. */
    interface Desk {
        void failed(RuntimeException fault);

        void halt();
    }

    private final DeliveryLedger ledger;
    private final Lessons lessons;
    private final Parts parts;
    private final LaneLease lease;
    private final WaitingRoom room;
    private final Desk desk;
    private final Clock clock;
    private final OutcomeRules rules;
    private final GroupCommit<Due, Boolean> claims;
    private final GroupCommit<Outcome, Boolean> outcomes;
    private volatile @Nullable Instant lastTried;

    Turn(
            DeliveryLedger ledger,
            Lessons lessons,
            LaneOrders orders,
            Parts parts,
            LaneLease lease,
            WaitingRoom room,
            Desk desk,
            Clock clock) {
        this.ledger = ledger;
        this.lessons = lessons;
        this.parts = parts;
        this.lease = lease;
        this.room = room;
        this.desk = desk;
        this.clock = clock;
        this.rules = new OutcomeRules(orders, parts.random());
        this.claims = new GroupCommit<>(group -> {
            Set<Integer> won = ledger.claim(lease, group, clock.instant());
            return group.stream().map(due -> won.contains(due.row())).toList();
        });
        this.outcomes = new GroupCommit<>(group -> {
            ledger.record(lease, group);
            return group.stream().map(outcome -> true).toList();
        });
    }

    /** Takes the turn on the calling thread. {@code leaseEnds} is when the run's right ends unless renewed. */
    void take(Due due, Instant leaseEnds) {
        boolean sent = false;
        try {
            SendingMailbox.Borrowed borrowed = parts.mailbox().borrow();
            if (borrowed instanceof SendingMailbox.Borrowed.Failed failed) {
                learn(due, failed.reply());
            } else if (borrowed instanceof SendingMailbox.Borrowed.Ready ready) {
                try (SendingMailbox.Connection connection = ready.connection()) {
                    sent = claimAndSend(due, connection, leaseEnds);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            desk.halt();
        } catch (RuntimeException fault) {
            desk.failed(fault);
        } finally {
            room.ended(due, sent, clock.instant());
        }
    }

    /** Returns whether the server saw the message. */
    private boolean claimAndSend(Due due, SendingMailbox.Connection connection, Instant leaseEnds) {
        MailSource.Outgoing outgoing = parts.mails().mailFor(due);
        // a process that was stopped for a while must not send what another has taken over
        if (!clock.instant().isBefore(leaseEnds) || !claims.commit(due)) {
            return false;
        }
        Reply reply = connection.send(outgoing.envelope(), outgoing.mail());
        Instant notBefore = learn(due, reply);
        Verdict verdict = parts.replies().apply(reply);
        outcomes.commit(rules.of(due, reply, verdict, notBefore, clock.instant()));
        checkMessage(verdict);
        return true;
    }

    /** Learns from a reply what concerns site and mailbox; returns until when either rests. */
    private Instant learn(Due due, Reply reply) {
        Verdict verdict = parts.replies().apply(reply);
        if (verdict.matter() != Matter.MAILBOX) {
            lastTried = clock.instant();
        }
        return lessons.from(due, reply, verdict);
    }

    private void checkMessage(Verdict verdict) {
        if (verdict.matter() != Matter.MESSAGE) {
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
