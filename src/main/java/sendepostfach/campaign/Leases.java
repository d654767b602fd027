package sendepostfach.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Rights to do a piece of work, each held by one process at a time in the whole cluster. A right that is not renewed runs out;
 * whoever held it is then taken for dead.
 */
public interface Leases {
    /** Takes the right to some work, unless somebody holds it. {@code token} tells this holding apart from all others. */
    boolean take(String work, String token, Duration length, Instant now);

    /** Extends the rights that are still held. */
    void renew(Collection<String> tokens, Duration length, Instant now);

    /**
     * Makes sure, until the caller's transaction ends, that nobody else takes over what is held.
     *
     * @throws LostRight where it was taken over
     */
    void confirm(String work, String token);

    /** Whether anybody holds the right to some work. */
    boolean isHeld(String work, Instant now);

    /** Gives a right back; one that was lost is left alone. */
    void release(String token);

    /** This process was taken for dead, and another one does its work. */
    final class LostRight extends RuntimeException {
        public LostRight(String work) {
            super("another process has taken over: " + work);
        }
    }
}
