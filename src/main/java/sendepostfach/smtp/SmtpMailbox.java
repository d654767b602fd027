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
import sendepostfach.delivery.SendingMailbox;

/** A sending mailbox over SMTP: at most so many connections, kept open, given out in the order of asking. */
public final class SmtpMailbox implements SendingMailbox, AutoCloseable {
    /** After so long a quiet server may have hung up: it is asked before the connection is used. */
    private static final Duration QUIET = Duration.ofSeconds(20);
    /** When the server takes no further connection, fewer are used for so long. */
    private static final Duration FEWER_FOR = Duration.ofMinutes(1);

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
                return new Borrowed.Ready(new Loan(kept.get(), true));
            }
            kept.ifPresent(dead -> dead.session.close());
            var session = new SmtpSession(mailbox, settings);
            Optional<Reply> refused = session.open();
            if (refused.isEmpty()) {
                return new Borrowed.Ready(new Loan(new Kept(session), false));
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
        boolean keep = kept.session.isUsable() && kept.sent < mailbox.messagesPerConnection();
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
            return session.isUsable() && (now.isBefore(since.plus(QUIET)) || session.isConnected());
        }
    }

    private final class Loan implements Connection {
        private Kept kept;
        private final boolean used;

        Loan(Kept kept, boolean used) {
            this.kept = kept;
            this.used = used;
        }

        @Override
        public Reply send(Envelope envelope, byte[] mail) {
            Reply reply = kept.session.send(envelope, mail);
            kept.sent++;
            if (used && hungUpBefore(reply)) {
                return sendAnew(envelope, mail, reply);
            }
            return reply;
        }

        /** A kept connection that the server had closed meanwhile says nothing about this mail. */
        private boolean hungUpBefore(Reply reply) {
            return reply.phase() == Phase.MAIL && (reply.code() == 0 || reply.code() == 421);
        }

        private Reply sendAnew(Envelope envelope, byte[] mail, Reply before) {
            kept.session.close();
            var session = new SmtpSession(mailbox, settings);
            Optional<Reply> refused = session.open();
            kept = new Kept(session);
            if (refused.isPresent()) {
                return before.code() == 421 ? before : refused.get();
            }
            kept.sent++;
            return session.send(envelope, mail);
        }

        @Override
        public void close() {
            giveBack(kept);
        }
    }
}
