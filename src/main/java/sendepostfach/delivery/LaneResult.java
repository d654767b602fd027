package sendepostfach.delivery;

import java.time.Instant;
import java.util.Optional;

/** How a lane's run ended. */
public sealed interface LaneResult {
    /** Nothing is left undecided. */
    record Done() implements LaneResult {}

    /** Something was put off; the next run makes sense at this time. */
    record Deferred(Instant nextRun, String reason) implements LaneResult {}

    /** The lane, its campaign or its mailbox waits for an operator. */
    record Halted(String reason) implements LaneResult {}

    /** Another run holds the lane. */
    record Busy() implements LaneResult {}

    /** When the lane should run again by itself, if it should. */
    default Optional<Instant> next() {
        return this instanceof Deferred deferred ? Optional.of(deferred.nextRun()) : Optional.empty();
    }
}
