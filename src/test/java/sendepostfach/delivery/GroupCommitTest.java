package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {
    private static final Duration LONG = Duration.ofMinutes(20);

    private final List<List<String>> groups = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void anItemAloneIsWrittenAtOnceAndNobodyIsWaitedForAfterIt() {
        GroupCommit<String, String> commit = commit(Runnable::run, group -> {
            took(LONG);
            return group;
        });

        assertThat(commit.submit("a")).isCompletedWithValue("A");
        assertThat(commit.submit("b")).isCompletedWithValue("B");
        assertThat(groups).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whatGathersWhileOneWriteIsUnderWayIsTheNext() {
        var handedIn = new ArrayList<CompletableFuture<String>>();
        var commit = new ArrayList<GroupCommit<String, String>>();
        commit.add(commit(Runnable::run, group -> {
            if (group.contains("a")) {
                List.of("b", "c", "d")
                        .forEach(item -> handedIn.add(commit.get(0).submit(item)));
            }
            return group;
        }));

        commit.get(0).submit("a").join();

        assertThat(groups).containsExactly(List.of("a"), List.of("b", "c", "d"));
        assertThat(handedIn).extracting(CompletableFuture::join).containsExactly("B", "C", "D");
    }

    @Test
    void whoseItemHasBecomeDurableGetsAMomentToHandInTheNextOne() {
        var others = new ArrayList<CompletableFuture<String>>();
        var commit = new ArrayList<GroupCommit<String, String>>();
        commit.add(commit(threads(), group -> {
            if (group.contains("a")) {
                others.add(commit.get(0).submit("b"));
                took(LONG);
            }
            return group;
        }));

        commit.get(0).submit("a").join();
        // a quarter of the write's time would be five minutes, which is longer than this test may take
        CompletableFuture<String> next = commit.get(0).submit("c");

        assertThat(next.join()).isEqualTo("C");
        assertThat(others.get(0).join()).isEqualTo("B");
        assertThat(groups).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void whoDoesNotComeBackIsNotWaitedForLongerThanAMoment() {
        var others = new ArrayList<CompletableFuture<String>>();
        var commit = new ArrayList<GroupCommit<String, String>>();
        commit.add(commit(threads(), group -> {
            if (group.contains("a")) {
                others.add(commit.get(0).submit("b"));
                took(Duration.ofMillis(4));
            }
            return group;
        }));

        commit.get(0).submit("a").join();

        assertThat(others.get(0).join()).isEqualTo("B");
    }

    @Test
    void aDatabaseThatWasAwayForLongDelaysTheNextWriteByNoMoreThanTheLongestMoment() {
        var others = new ArrayList<CompletableFuture<String>>();
        var commit = new ArrayList<GroupCommit<String, String>>();
        commit.add(commit(threads(), Duration.ofMillis(1), group -> {
            if (group.contains("a")) {
                others.add(commit.get(0).submit("b"));
                took(Duration.ofDays(1));
            }
            return group;
        }));

        commit.get(0).submit("a").join();

        assertThat(others.get(0).join()).isEqualTo("B");
    }

    @Test
    void aFaultIsToldToAllWhoWereInTheGroupAndTheNextGoesOn() {
        GroupCommit<String, String> commit = commit(Runnable::run, group -> {
            if (group.contains("a")) {
                throw new IllegalStateException("the disk is full");
            }
            return group;
        });

        assertThatThrownBy(() -> commit.submit("a").join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("the disk is full");
        assertThat(commit.submit("b")).isCompletedWithValue("B");
    }

    private void took(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Executor threads() {
        return task -> new Thread(task).start();
    }

    private GroupCommit<String, String> commit(Executor executor, UnaryOperator<List<String>> write) {
        return commit(executor, LONG, write);
    }

    private GroupCommit<String, String> commit(
            Executor executor, Duration longestMoment, UnaryOperator<List<String>> write) {
        return new GroupCommit<>(
                group -> {
                    groups.add(group);
                    return write.apply(group).stream()
                            .map(item -> item.toUpperCase(Locale.ROOT))
                            .toList();
                },
                executor,
                nanos::get,
                longestMoment);
    }
}
