package sendepostfach.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The ledger as a run's connections use it: claims and outcomes of all of them, made durable together. An outcome and the claim
 * that follows it on the same connection are one entry, so that a connection never holds more than two claims.
 */
final class Bookkeeping {
    private final GroupCommit<Entry, Boolean> entries;

    private record Entry(Optional<Outcome> outcome, Optional<Due> claim) {}

    Bookkeeping(DeliveryLedger ledger, LaneLease lease, Clock clock, Executor executor) {
        this.entries = new GroupCommit<>(group -> write(ledger, lease, group, clock.instant()), executor);
    }

    private static List<Boolean> write(DeliveryLedger ledger, LaneLease lease, List<Entry> group, Instant now) {
        List<Outcome> outcomes =
                group.stream().flatMap(entry -> entry.outcome.stream()).toList();
        List<Due> claims = group.stream().flatMap(entry -> entry.claim.stream()).toList();
        Set<Integer> won = ledger.recordAndClaim(lease, outcomes, claims, now);
        return group.stream()
                .map(entry -> entry.claim.map(due -> won.contains(due.row())).orElse(true))
                .toList();
    }

    /** Claims a recipient, together with the outcome of the one before; true when the claim is durable, false when it is lost. */
    CompletableFuture<Boolean> claim(Due due, Optional<Outcome> before) {
        return entries.submit(new Entry(before, Optional.of(due)));
    }

    /** Records an outcome. */
    CompletableFuture<Boolean> record(Outcome outcome) {
        return entries.submit(new Entry(Optional.of(outcome), Optional.empty()));
    }

    /** Waits until an entry is durable; throws what the ledger threw. */
    static boolean await(CompletableFuture<Boolean> entry) {
        try {
            return entry.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw failed;
        }
    }
}
