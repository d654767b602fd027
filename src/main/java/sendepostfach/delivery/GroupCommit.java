package sendepostfach.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Writes that many threads want durable, made durable together: what gathers while one write is under way is the next write.
 * Nobody waits for company, and whoever has handed something in can do other work until it is durable.
 */
final class GroupCommit<T, R> {
    /** Keeps a statement's size bounded. */
    private static final int MOST = 500;

    private final Function<List<T>, List<R>> write;
    private final Executor executor;
    private final List<Waiting<T, R>> waiting = new ArrayList<>();
    private boolean writing;

    /**
     * @param write makes a group of items durable and answers for each, in order
     * @param executor lends the thread that writes, for as long as there is something to write
     */
    GroupCommit(Function<List<T>, List<R>> write, Executor executor) {
        this.write = write;
        this.executor = executor;
    }

    /** Hands an item in. The answer is there when it is durable, or what the write threw. */
    CompletableFuture<R> submit(T item) {
        var mine = new Waiting<T, R>(item, new CompletableFuture<>());
        boolean first;
        synchronized (this) {
            waiting.add(mine);
            first = !writing;
            writing = true;
        }
        if (first) {
            executor.execute(this::writeUntilNobodyWaits);
        }
        return mine.done;
    }

    private void writeUntilNobodyWaits() {
        while (true) {
            List<Waiting<T, R>> group;
            synchronized (this) {
                if (waiting.isEmpty()) {
                    writing = false;
                    return;
                }
                List<Waiting<T, R>> first = waiting.subList(0, Math.min(MOST, waiting.size()));
                group = List.copyOf(first);
                first.clear();
            }
            write(group);
        }
    }

    private void write(List<Waiting<T, R>> group) {
        try {
            List<R> answers = write.apply(group.stream().map(Waiting::item).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).done.complete(answers.get(i));
            }
        } catch (RuntimeException fault) {
            group.forEach(each -> each.done.completeExceptionally(fault));
        }
    }

    private record Waiting<T, R>(T item, CompletableFuture<R> done) {}
}
