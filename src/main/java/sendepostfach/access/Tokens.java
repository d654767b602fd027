package sendepostfach.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of tokens, of which only hashes are kept. */
public interface Tokens {
    void add(long person, String label, String tokenHash, Instant now, Instant expiresAt);

    /** Whose token it is, if it is good at this moment. */
    Optional<Person> owner(String tokenHash, Instant now);

    /** A person's tokens, the newest first. */
    List<Token> of(long person);

    /** Takes a person's token back. Returns whether there was one. */
    boolean revoke(long person, long token);
}
