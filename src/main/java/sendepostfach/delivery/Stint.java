package sendepostfach.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Verdict;

/**
 * What one connection carries, mail after mail, until nobody is ready to follow. While a mail is under way, the next recipient
 * is claimed and its envelope goes ahead. A claim is durable before its mail's last byte leaves; the claim after that is written
 * together with the outcome of the mail before, so that a kill leaves at most two recipients of a connection in doubt.
 */
final class Stint {
    /** A claimed recipient, and its mail once it is made. */
    private static final class Job {
        private final Due due;
        private final CompletableFuture<Boolean> claim;
        private MailSource.@Nullable Outgoing mail;
        private boolean begun;

        Job(Due due, CompletableFuture<Boolean> claim) {
            this.due = due;
            this.claim = claim;
        }

        MailSource.Outgoing mail() {
            MailSource.Outgoing made = mail;
            if (made == null) {
                throw new IllegalStateException("the mail is not made yet");
            }
            return made;
        }
    }

    private final Turn turn;
    private final Bookkeeping books;
    private final SendingMailbox.Connection connection;
    private final Deque<CompletableFuture<Boolean>> unwritten = new ArrayDeque<>();
    private Optional<Outcome> before = Optional.empty();
    private @Nullable Job current;
    private @Nullable Job next;

    Stint(Turn turn, Bookkeeping books, SendingMailbox.Connection connection) {
        this.turn = turn;
        this.books = books;
        this.connection = connection;
    }

    /** Carries the first recipient's mail and those that can follow. All outcomes are durable when this returns. */
    void work(Due first) {
        boolean done = false;
        try {
            Job job = claim(first);
            current = job;
            make(job);
            while (job != null) {
                job = carry(job);
            }
            writeAll();
            done = true;
        } finally {
            if (!done) {
                giveUp();
            }
        }
    }

    /** Sends a claimed recipient's mail; returns who is next on this connection, claimed, with the mail made. */
    private @Nullable Job carry(Job job) {
        Optional<Due> following = connection.takesMore() ? turn.behind(job.due) : Optional.empty();
        following.ifPresent(due -> next = claim(due));
        before.ifPresent(this::write);
        before = Optional.empty();
        if (next != null) {
            make(next);
        }
        boolean sent = send(job);
        if (next == null) {
            writeAll();
        }
        turn.ended(job.due, sent);
        current = next;
        next = null;
        return current;
    }

    private Job claim(Due due) {
        var job = new Job(due, books.claim(due, before));
        before = Optional.empty();
        return job;
    }

    private void make(Job job) {
        job.mail = turn.mailFor(job.due);
    }

    /** Whether the server saw the mail. */
    private boolean send(Job job) {
        if (!Bookkeeping.await(job.claim)) {
            connection.withdraw();
            return false;
        }
        Optional<Outcome> hindered = turn.hindrance(job.due, connection.isAhead());
        if (hindered.isPresent()) {
            connection.withdraw();
            settle(hindered);
            return false;
        }
        job.begun = true;
        Reply reply = connection.send(job.mail(), Optional.ofNullable(next).map(Job::mail));
        Turn.Judged judged = turn.judge(job.due, reply);
        settle(Optional.of(judged.outcome()));
        checkMessage(judged.verdict());
        return true;
    }

    /** The outcome goes with the next claim, or alone when there will be none. */
    private void settle(Optional<Outcome> outcome) {
        before = outcome;
        if (next == null) {
            before.ifPresent(this::write);
            before = Optional.empty();
        }
        while (!unwritten.isEmpty() && unwritten.peek().isDone()) {
            Bookkeeping.await(unwritten.remove());
        }
    }

    private void checkMessage(Verdict verdict) {
        if (verdict.matter() == Matter.MESSAGE) {
            before.ifPresent(this::write);
            before = Optional.empty();
            writeAll();
            turn.checkMessage(verdict);
        }
    }

    private void write(Outcome outcome) {
        unwritten.add(books.record(outcome));
    }

    private void writeAll() {
        while (!unwritten.isEmpty()) {
            Bookkeeping.await(unwritten.remove());
        }
    }

    /** After a fault: what is known is written where that is possible, and nobody stays in the run. */
    private void giveUp() {
        connection.withdraw();
        before.ifPresent(this::write);
        for (Job job : new Job[] {current, next}) {
            if (job != null && !job.begun) {
                // written together, the outcome would come before its claim, and the claim would stay
                waitFor(job.claim);
                write(turn.unsent(job.due));
            }
        }
        unwritten.forEach(Stint::waitFor);
        for (Job job : new Job[] {current, next}) {
            if (job != null) {
                turn.ended(job.due, job.begun);
            }
        }
    }

    /** Waits for an entry whose fault, if it meets one, is not the one to be told. */
    private static void waitFor(CompletableFuture<Boolean> entry) {
        boolean unused = entry.exceptionally(fault -> false).join();
    }
}
