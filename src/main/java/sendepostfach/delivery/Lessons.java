package sendepostfach.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.Verdict;
import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.pacing.SitePace;

/**
 * What replies teach about sites and the mailbox. Acceptances are counted at the site's desk, which tells of them when it
 * asks for its next turns; trouble is learned at once, and alarms whoever reads the log where a person has to act.
 */
final class Lessons {
    private static final Logger LOG = LoggerFactory.getLogger(Lessons.class);
    /** Closing the connection, which servers also do when they have too many (RFC 5321, 4.2.2). */
    private static final int CLOSING = 421;

    private final LaneOrders orders;
    private final PaceLedger paces;
    private final MailboxRests rests;
    private final WaitingRoom room;
    private final Clock clock;

    Lessons(LaneOrders orders, PaceLedger paces, MailboxRests rests, WaitingRoom room, Clock clock) {
        this.orders = orders;
        this.paces = paces;
        this.rests = rests;
        this.room = room;
        this.clock = clock;
    }

    /** Learns from one reply; returns until when its site or mailbox rests, in the past where neither does. */
    Instant from(Due due, Reply reply, Verdict verdict) {
        Instant now = clock.instant();
        return switch (verdict.action()) {
            case ACCEPT -> accepted(due, now);
            case SUSPEND_SITE ->
                verdict.kind() == ReplyKind.RATE_LIMITED
                        ? rateLimited(due, reply, verdict, now)
                        : unwelcome(due, reply, verdict, now);
            case FEWER_CONNECTIONS -> tooMany(due, reply, verdict, now);
            case PAUSE_MAILBOX, STOP_MAILBOX -> mailboxFault(reply, verdict);
            case REFUSE -> taken(due, now);
            case RETRY ->
                reply.code() == 0
                        ? broken(reply)
                        : reply.code() == CLOSING && verdict.matter() != Matter.MAILBOX
                                ? tooMany(due, reply, verdict, now)
                                : Instant.EPOCH;
            case STOP_CAMPAIGN -> Instant.EPOCH;
        };
    }

    /** Until when the recipient's site or the mailbox rests, in the past where neither does. */
    Instant restOf(Due due) {
        Instant mailbox =
                rests.present(orders.mailbox()).map(MailboxPause::until).orElse(Instant.EPOCH);
        Instant site = room.pace(due.site()).rest().until();
        return site.isAfter(mailbox) ? site : mailbox;
    }

    private Instant accepted(Due due, Instant now) {
        rests.afterAcceptance(orders.mailbox());
        return taken(due, now);
    }

    /** The site answers, and does not complain of haste. */
    private Instant taken(Due due, Instant now) {
        room.accepted(due.site(), now);
        return Instant.EPOCH;
    }

    private Instant rateLimited(Due due, Reply reply, Verdict verdict, Instant now) {
        PaceSettings pace = orders.pace();
        SiteRules rules = orders.rules().apply(due.site());
        // how much it took before it was too much tells what it takes
        int accepted = room.takeAccepted(due.site());
        return change(due.site(), now, before -> before.afterAcceptances(accepted, now, rules, pace)
                .afterRateLimit(now, verdict.hint(), reply.oneLine(), rules, pace));
    }

    private Instant unwelcome(Due due, Reply reply, Verdict verdict, Instant now) {
        // what the ledger says of it, since lanes of other campaigns and processes hear the same
        var restedBefore = new AtomicBoolean();
        Instant until = change(due.site(), now, before -> {
            restedBefore.set(before.isSuspendedAt(now));
            return before.afterBlocked(now, verdict.hint(), reply.oneLine(), orders.pace());
        });
        if (!restedBefore.get()) {
            LOG.warn(
                    "{} does not take mail from mailbox {} until {}: {} - {}",
                    due.site(),
                    orders.mailbox(),
                    until,
                    reply.oneLine(),
                    verdict.advice());
        }
        return until;
    }

    private Instant tooMany(Due due, Reply reply, Verdict verdict, Instant now) {
        PaceSettings pace = orders.pace();
        SiteRules rules = orders.rules().apply(due.site());
        int underWay = room.underWayWith(due);
        boolean saysSo = verdict.action() == Action.FEWER_CONNECTIONS;
        return change(
                due.site(),
                now,
                before -> !saysSo && before.connections(rules) == 1
                        ? before
                        : before.afterTooMany(underWay, now, verdict.hint(), reply.oneLine(), rules, pace));
    }

    private Instant change(String site, Instant now, UnaryOperator<SitePace> lesson) {
        SitePace learned = paces.learn(orders.mailbox(), site, lesson, now);
        room.learned(site, learned, now);
        return learned.rest().until();
    }

    private Instant broken(Reply reply) {
        return rests.afterBreak(orders.mailbox(), orders.connections(), reply.oneLine(), orders.pace())
                .map(MailboxPause::until)
                .orElse(Instant.EPOCH);
    }

    private Instant mailboxFault(Reply reply, Verdict verdict) {
        boolean stops = verdict.action() == Action.STOP_MAILBOX;
        MailboxRests.Rest rest =
                rests.afterFault(orders.mailbox(), verdict.hint(), stops, reply.oneLine(), orders.pace());
        if (rest.isNew() && rest.pause().needsAnOperator()) {
            LOG.error(
                    "mailbox {} is stopped until an operator acts: {} - {}",
                    orders.mailbox(),
                    reply.oneLine(),
                    verdict.advice());
        } else if (rest.isNew()) {
            LOG.warn(
                    "mailbox {} rests until {}: {} - {}",
                    orders.mailbox(),
                    rest.pause().until(),
                    reply.oneLine(),
                    verdict.advice());
        }
        return rest.pause().until();
    }
}
