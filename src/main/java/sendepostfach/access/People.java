package sendepostfach.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of those who may log in. Names are told apart without regard to case. */
public interface People {
    /**
     * Adds a person.
     *
     * @param passwordHash the password, hashed; itself it is kept nowhere
     * @throws sendepostfach.campaign.InputFault where the name is taken
     */
    Person add(String name, Role role, String passwordHash, Instant now);

    Optional<Person> find(String name);

    Optional<Person> get(long id);

    /** The hash of a person's password. */
    Optional<String> passwordHash(long id);

    /** Everybody, by name. */
    List<Person> all();

    /** Changes what a person may do. Returns whether there is such a person. */
    boolean change(long id, Role role, boolean enabled);

    void password(long id, String passwordHash);
}
