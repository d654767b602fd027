package sendepostfach.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void noMoreThanTheBoundRunAtOnceAndTheNextOneEntersWhenOneLeaves() {
        var gate = new Gate(2);
        var inside = new ArrayList<CompletableFuture<String>>();
        for (int visitor = 0; visitor < 5; visitor++) {
            gate.enter(() -> {
                var visit = new CompletableFuture<String>();
                inside.add(visit);
                return visit;
            });
        }
        assertThat(inside).hasSize(2);
        inside.get(0).complete("done");
        assertThat(inside).hasSize(3);
        inside.get(1).completeExceptionally(new IllegalStateException("failed"));
        assertThat(inside).hasSize(4);
    }

    @Test
    void aHundredThousandThatEndAtOnceNeedNoDeepStack() {
        var gate = new Gate(1);
        var first = new CompletableFuture<String>();
        var ended = new AtomicInteger();
        gate.enter(() -> first);
        for (int visitor = 0; visitor < 100_000; visitor++) {
            gate.enter(() -> CompletableFuture.completedStage("at once")).thenAccept(done -> ended.incrementAndGet());
        }
        first.complete("done");
        assertThat(ended).hasValue(100_000);
    }

    @Test
    void aLookUpThatThrowsLeavesToo() {
        var gate = new Gate(1);
        var thrown = gate.<String>enter(() -> {
            throw new IllegalStateException("broken");
        });
        var next = gate.enter(() -> CompletableFuture.completedStage("next"));
        assertThat(thrown.toCompletableFuture()).isCompletedExceptionally();
        assertThat(next.toCompletableFuture()).isCompletedWithValue("next");
    }
}
