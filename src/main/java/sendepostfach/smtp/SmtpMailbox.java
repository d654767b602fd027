package sendepostfach.smtp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.MailSource.Outgoing;
import sendepostfach.delivery.SendingMailbox;

/** A sending mailbox over SMTP: at most so many connections, kept open, given out in the order of asking. */
public final class SmtpMailbox implements SendingMailbox, AutoCloseable {
    /** After so long a quiet server may have hung up: it is asked before the connection is used. */
    private static final Duration QUIET = Duration.ofSeconds(20);
    /** When the server takes no further connection, fewer are used for so long. */
    private static final Duration FEWER_FOR = Duration.ofMinutes(1);
    /** Where the server takes longer, no mail is put behind another: it might find a free connection sooner. */
    private static final Duration SLOW = Duration.ofSeconds(1);
    /** So long a connection may be kept while others wait for one. */
    private static final Duration SHARE = Duration.ofMillis(500);

    private final Mailbox mailbox;
    private final SmtpSettings settings;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition change = lock.newCondition();
    private final Deque<Kept> idle = new ArrayDeque<>();
    private int open;
    private int most;
    private Instant moreAgainAt = Instant.EPOCH;

    public SmtpMailbox(Mailbox mailbox, SmtpSettings settings, Clock clock) {
        this.mailbox = mailbox;
        this.settings = settings;
        this.clock = clock;
        this.most = mailbox.connections();
    }

    @Override
    public Borrowed borrow() throws InterruptedException {
        while (true) {
            Optional<Kept> kept = waitForPlace();
            if (kept.isPresent() && kept.get().isAlive(clock.instant())) {
                return new Borrowed.Ready(new Loan(kept.get()));
            }
            kept.ifPresent(dead -> dead.session.close());
            var session = new SmtpSession(mailbox, settings);
            Optional<Reply> refused = session.open();
            if (refused.isEmpty()) {
                return new Borrowed.Ready(new Loan(new Kept(session)));
            }
            if (!useFewer()) {
                return new Borrowed.Failed(refused.get());
            }
        }
    }

    /** Waits until a connection may be used: an idle one, or a new one in a free place. */
    private Optional<Kept> waitForPlace() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (!clock.instant().isBefore(moreAgainAt)) {
                    most = mailbox.connections();
                }
                if (!idle.isEmpty()) {
                    return Optional.of(idle.pop());
                }
                if (open < most) {
                    open++;
                    return Optional.empty();
                }
                // looks again by itself too, since more connections may be allowed again
                var unused = change.await(1, TimeUnit.SECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The place of a connection that did not come about is free again; true where others are open that can be waited for. */
    private boolean useFewer() {
        lock.lock();
        try {
            open--;
            change.signalAll();
            if (open == 0) {
                return false;
            }
            most = open;
            moreAgainAt = clock.instant().plus(FEWER_FOR);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Kept kept) {
        boolean keep = kept.session.isUsable() && !kept.session.isAhead() && kept.left() > 0;
        lock.lock();
        try {
            keep &= open <= most;
            if (keep) {
                kept.since = clock.instant();
                idle.push(kept);
            } else {
                open--;
            }
            change.signal();
        } finally {
            lock.unlock();
        }
        if (!keep) {
            kept.session.close();
        }
    }

    private boolean othersWait() {
        lock.lock();
        try {
            return idle.isEmpty() && open >= most && lock.hasWaiters(change);
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connections that nobody uses. */
    @Override
    public void close() {
        List<Kept> all;
        lock.lock();
        try {
            all = new ArrayList<>(idle);
            open -= idle.size();
            idle.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(each -> each.session.close());
    }

    private final class Kept {
        private final SmtpSession session;
        private int sent;
        private Instant since = Instant.EPOCH;

        Kept(SmtpSession session) {
            this.session = session;
        }

        boolean isAlive(Instant now) {
            return session.isUsable() && (now.isBefore(since.plus(QUIET)) || session.answers());
        }

        /** How many more mails it may carry. */
        long left() {
            return Math.min(mailbox.messagesPerConnection(), session.mostMails()) - sent;
        }
    }

    private final class Loan implements Connection {
        private Kept kept;
        private final Instant since = clock.instant();
        private boolean prompt = true;

        Loan(Kept kept) {
            this.kept = kept;
        }

        @Override
        public Reply send(Envelope envelope, byte[] mail) {
            return send(new Outgoing(envelope, mail), Optional.empty());
        }

        @Override
        public Reply send(Outgoing mail, Optional<Outgoing> next) {
            if (!kept.session.isUsable() || kept.left() <= 0) {
                Optional<Reply> refused = renew();
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
            boolean used = kept.sent > 0;
            Reply reply = sendOn(mail, next);
            if (used && hungUpBefore(reply)) {
                Optional<Reply> refused = renew();
                if (refused.isPresent()) {
                    return reply.code() == WireReply.CLOSING ? reply : refused.get();
                }
                return sendOn(mail, next);
            }
            return reply;
        }

        private Reply sendOn(Outgoing mail, Optional<Outgoing> next) {
            Instant begin = clock.instant();
            Reply reply = kept.session.send(mail, kept.left() > 1 ? next : Optional.empty());
            prompt = clock.instant().isBefore(begin.plus(SLOW));
            kept.sent++;
            return reply;
        }

        /** A connection that has carried mail and that the server has closed meanwhile says nothing about this one. */
        private boolean hungUpBefore(Reply reply) {
            return reply.phase() == Phase.MAIL && (reply.code() == 0 || reply.code() == WireReply.CLOSING);
        }

        private Optional<Reply> renew() {
            kept.session.close();
            var session = new SmtpSession(mailbox, settings);
            kept = new Kept(session);
            return session.open();
        }

        @Override
        public boolean takesMore() {
            return prompt && (clock.instant().isBefore(since.plus(SHARE)) || !othersWait());
        }

        @Override
        public boolean isAhead() {
            return kept.session.isAhead();
        }

        @Override
        public void withdraw() {
            if (kept.session.isAhead()) {
                kept.session.close();
            }
        }

        @Override
        public void close() {
            giveBack(kept);
        }
    }
}
