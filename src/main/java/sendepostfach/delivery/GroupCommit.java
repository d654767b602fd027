package sendepostfach.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Writes that many threads want durable, made durable together: what gathers while one write is under way is the next write.
 * Whoever has handed something in can do other work until it is durable. A write costs much and one item more in it little, so
 * those whose items have just become durable get a moment to hand in their next ones: a small part of the time that the write
 * took, and only until they have.
 */
final class GroupCommit<T, R> {
    /** Keeps a statement's size bounded. */
    private static final int MOST = 500;
    /** The moment, as a part of the last write's time. */
    private static final int MOMENT = 4;
    /** And no longer than this, since a database that was away for an hour says nothing about the next write. */
    private static final Duration LONGEST_MOMENT = Duration.ofMillis(20);

    private final Function<List<T>, List<R>> write;
    private final Executor executor;
    private final LongSupplier stopwatch;
    private final long longestMoment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition enough = lock.newCondition();
    private final List<Waiting<T, R>> waiting = new ArrayList<>();
    /** How many the writing thread would like to find; 0 while it does not wait. */
    private int wanted;

    private boolean writing;

    /**
     * @param write makes a group of items durable and answers for each, in order
     * @param executor lends the thread that writes, for as long as there is something to write
     */
    GroupCommit(Function<List<T>, List<R>> write, Executor executor) {
        this(write, executor, System::nanoTime, LONGEST_MOMENT);
    }

    /** The same, with a stopwatch and another longest moment. */
    GroupCommit(Function<List<T>, List<R>> write, Executor executor, LongSupplier stopwatch, Duration longestMoment) {
        this.write = write;
        this.executor = executor;
        this.stopwatch = stopwatch;
        this.longestMoment = longestMoment.toNanos();
    }

    /** Hands an item in. The answer is there when it is durable, or what the write threw. */
    CompletableFuture<R> submit(T item) {
        var mine = new Waiting<T, R>(item, new CompletableFuture<>());
        boolean first;
        lock.lock();
        try {
            waiting.add(mine);
            first = !writing;
            writing = true;
            if (waiting.size() == wanted) {
                enough.signal();
            }
        } finally {
            lock.unlock();
        }
        if (first) {
            executor.execute(this::writeUntilNobodyWaits);
        }
        return mine.done;
    }

    private void writeUntilNobodyWaits() {
        List<Waiting<T, R>> group = next(0, 0);
        while (!group.isEmpty()) {
            long begin = stopwatch.getAsLong();
            Runnable tell = write(group);
            long took = stopwatch.getAsLong() - begin;
            int many = waiting() + group.size();
            tell.run();
            group = next(many, Math.min(longestMoment, took / MOMENT));
        }
    }

    /** Returns what tells those who wait for the group. */
    private Runnable write(List<Waiting<T, R>> group) {
        try {
            List<R> answers = write.apply(group.stream().map(Waiting::item).toList());
            return () -> {
                for (int i = 0; i < group.size(); i++) {
                    group.get(i).done.complete(answers.get(i));
                }
            };
        } catch (RuntimeException fault) {
            return () -> group.forEach(each -> each.done.completeExceptionally(fault));
        }
    }

    private int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is written next; nothing when nobody waits.
     *
     * @param many as many it should be
     * @param moment how long they are waited for, in nanoseconds
     */
    private List<Waiting<T, R>> next(int many, long moment) {
        lock.lock();
        try {
            waitFor(Math.min(MOST, many), moment);
            List<Waiting<T, R>> first = waiting.subList(0, Math.min(MOST, waiting.size()));
            List<Waiting<T, R>> group = List.copyOf(first);
            first.clear();
            writing = !group.isEmpty();
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Where nobody waits already, nobody is waited for. */
    private void waitFor(int many, long moment) {
        try {
            wanted = many;
            long left = waiting.isEmpty() ? 0 : moment;
            while (left > 0 && waiting.size() < many) {
                left = enough.awaitNanos(left);
            }
        } catch (InterruptedException stop) {
            // what has been handed in is written all the same
            Thread.currentThread().interrupt();
        } finally {
            wanted = 0;
        }
    }

    private record Waiting<T, R>(T item, CompletableFuture<R> done) {}
}
