package sendepostfach.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Verdict;
import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.SitePace;

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
        /** Whether the run still has the right to send, as far as can be known without asking the ledger. */
        boolean holds();

        void failed(RuntimeException fault);

        void halt();
    }

    private final DeliveryLedger ledger;
    private final PaceLedger paces;
    private final LaneOrders orders;
    private final Parts parts;
    private final LaneLease lease;
    private final WaitingRoom room;
    private final Desk desk;
    private final Clock clock;
    private final OutcomeRules rules;
    private final GroupCommit<Due, Boolean> claims;
    private final GroupCommit<Outcome, Boolean> outcomes;
    private volatile Optional<MailboxPause> mailboxPause;
    private volatile @Nullable Instant lastTried;

    Turn(
            DeliveryLedger ledger,
            PaceLedger paces,
            LaneOrders orders,
            Parts parts,
            LaneLease lease,
            WaitingRoom room,
            Desk desk,
            Clock clock) {
        this.ledger = ledger;
        this.paces = paces;
        this.orders = orders;
        this.parts = parts;
        this.lease = lease;
        this.room = room;
        this.desk = desk;
        this.clock = clock;
        this.rules = new OutcomeRules(orders, parts.random());
        this.mailboxPause = paces.pause(orders.mailbox());
        this.claims = new GroupCommit<>(group -> {
            Set<Integer> won = ledger.claim(lease, group, clock.instant());
            return group.stream().map(due -> won.contains(due.row())).toList();
        });
        this.outcomes = new GroupCommit<>(group -> {
            ledger.record(lease, group);
            return group.stream().map(outcome -> true).toList();
        });
    }

    /** Takes the turn on the calling thread. */
    void take(Due due) {
        boolean sent = false;
        try {
            SendingMailbox.Borrowed borrowed = parts.mailbox().borrow();
            if (borrowed instanceof SendingMailbox.Borrowed.Failed failed) {
                learn(due, failed.reply());
            } else if (borrowed instanceof SendingMailbox.Borrowed.Ready ready) {
                try (SendingMailbox.Connection connection = ready.connection()) {
                    sent = claimAndSend(due, connection);
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
    private boolean claimAndSend(Due due, SendingMailbox.Connection connection) {
        MailSource.Outgoing outgoing = parts.mails().mailFor(due);
        // a process that was stopped for a while must not send what another has taken over
        if (!desk.holds() || !claims.commit(due)) {
            return false;
        }
        if (!desk.holds()) {
            return giveBack(due);
        }
        Reply reply = connection.send(outgoing.envelope().whileHeld(desk::holds), outgoing.mail());
        if (reply.code() == 0 && reply.phase() != Phase.BODY && !desk.holds()) {
            return giveBack(due);
        }
        Instant notBefore = learn(due, reply);
        Verdict verdict = parts.replies().apply(reply);
        outcomes.commit(rules.of(due, reply, verdict, notBefore, clock.instant()));
        checkMessage(verdict);
        return true;
    }

    /** The right to send ended before the mail's last byte: nothing was sent, and nobody is to blame. */
    private boolean giveBack(Due due) {
        outcomes.commit(rules.unpaid(due, Instant.EPOCH, clock.instant()));
        return false;
    }

    /** Learns from a reply what concerns site and mailbox; returns until when either rests. */
    private Instant learn(Due due, Reply reply) {
        Verdict verdict = parts.replies().apply(reply);
        Instant now = clock.instant();
        synchronized (room) {
            if (verdict.matter() != Matter.MAILBOX) {
                lastTried = now;
            }
            return switch (verdict.action()) {
                case ACCEPT -> accepted(due, now);
                case SUSPEND_SITE -> suspend(due, reply, verdict, now);
                case PAUSE_MAILBOX ->
                    pause(MailboxPause.after(mailboxPause, now, verdict.hint(), reply.oneLine(), orders.pace()), now);
                case STOP_MAILBOX -> pause(MailboxPause.stopped(mailboxPause, reply.oneLine()), now);
                case RETRY, REFUSE, STOP_CAMPAIGN -> Instant.EPOCH;
            };
        }
    }

    private Instant accepted(Due due, Instant now) {
        SiteDesk site = room.desk(due.site());
        change(site, site.pace().afterAcceptance(now, orders.pace()));
        if (mailboxPause.isPresent() && !mailboxPause.get().holdsAt(now)) {
            paces.resume(orders.mailbox());
            mailboxPause = Optional.empty();
        }
        return Instant.EPOCH;
    }

    private Instant suspend(Due due, Reply reply, Verdict verdict, Instant now) {
        SiteDesk site = room.desk(due.site());
        SitePace next = verdict.kind() == ReplyKind.RATE_LIMITED
                ? site.pace().afterRateLimit(now, verdict.hint(), reply.oneLine(), orders.pace())
                : site.pace().afterBlocked(now, verdict.hint(), reply.oneLine(), orders.pace());
        change(site, next);
        return next.suspendedUntil();
    }

    private void change(SiteDesk site, SitePace learned) {
        if (!learned.equals(site.pace())) {
            site.learn(learned);
            paces.save(orders.mailbox(), site.site, learned);
        }
    }

    private Instant pause(MailboxPause pause, Instant now) {
        if (mailboxPause
                .filter(each -> each.holdsAt(now) && !pause.needsAnOperator())
                .isEmpty()) {
            mailboxPause = Optional.of(pause);
            paces.pause(orders.mailbox(), pause);
        }
        return mailboxPause.orElse(pause).until();
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

    Optional<MailboxPause> mailboxPause() {
        return mailboxPause;
    }

    Optional<Instant> lastTried() {
        return Optional.ofNullable(lastTried);
    }
}
