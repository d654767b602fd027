package sendepostfach.campaign;

import java.time.Instant;
import java.util.List;

/** The processes that share the work. */
@FunctionalInterface
public interface Processes {
    /** A process and when it was last heard of. */
    record Process(String name, Instant lastSeen) {}

    /** All that have been heard of, by name. */
    List<Process> all();
}
