package sendepostfach.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Answers to requests that create something, by the key that the caller gave (Idempotency-Key): the same request sent again
 * creates nothing and gets the first answer.
 */
public interface Answers {
    /**
     * What is known about a key.
     *
     * @param fingerprint a hash of the first request with this key
     * @param answer its answer; empty as long as it is under way
     */
    record Known(String fingerprint, Optional<String> answer) {}

    /** Takes a key for a request; or says what is known about it. */
    Optional<Known> begin(String person, String key, String fingerprint, Instant now);

    void answered(String person, String key, String answer);

    /** Gives a key back whose request failed. */
    void forget(String person, String key);
}
