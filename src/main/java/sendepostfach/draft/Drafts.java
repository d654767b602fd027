package sendepostfach.draft;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of drafts. */
public interface Drafts {
    void add(Draft draft);

    Optional<Draft> find(String id);

    /** Those that have not become campaigns, the latest change first. */
    List<Draft> open();

    /** Those that have become campaigns. */
    List<Draft> handedOver();

    void save(Draft draft);

    /** Notes which campaign a draft became, unless it became one before. Returns whether it did. */
    boolean became(String id, long campaign, Instant now);

    void delete(String id);
}
