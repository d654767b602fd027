package sendepostfach.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Writes that many threads want durable, made durable together: what gathers while one write is under way is the next write.
 * The first thread to come writes for all; nobody waits for company.
 */
final class GroupCommit<T, R> {
    /** Keeps a statement's size bounded. */
    private static final int MOST = 500;

    private final Function<List<T>, List<R>> write;
    private final List<Waiting<T, R>> waiting = new ArrayList<>();
    private boolean writing;

    /**
     * @param write makes a group of items durable and answers for each, in order
     */
    GroupCommit(Function<List<T>, List<R>> write) {
        this.write = write;
    }

    /** Returns when the item is durable. Throws what the write threw. */
    R commit(T item) {
        var mine = new Waiting<T, R>(item, new CompletableFuture<>());
        boolean first;
        synchronized (this) {
            waiting.add(mine);
            first = !writing;
            writing = true;
        }
        if (first) {
            writeUntilNobodyWaits();
        }
        try {
            return mine.done.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw failed;
        }
    }

    private void writeUntilNobodyWaits() {
        while (true) {
            List<Waiting<T, R>> group;
            synchronized (this) {
                if (waiting.isEmpty()) {
                    writing = false;
                    return;
                }
                group = new ArrayList<>(waiting.subList(0, Math.min(MOST, waiting.size())));
                waiting.subList(0, group.size()).clear();
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
