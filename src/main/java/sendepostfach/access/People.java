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

    /**
     * Adds a person who logs in by an OpenID provider, without a password.
     *
     * @param subject the provider's issuer and the subject there
     * @throws sendepostfach.campaign.InputFault where the name is taken
     */
    Person addWithSubject(String name, Role role, String subject, Instant now);

    /** The person whom an OpenID provider knows by a subject. */
    Optional<Person> withSubject(String subject);

    Optional<Person> find(String name);

    Optional<Person> get(long id);

    /** The hash of a person's password; empty where the person has none. */
    Optional<String> passwordHash(long id);

    /** Everybody, by name. */
    List<Person> all();

    /** Changes what a person may do. Returns whether there is such a person. */
    boolean change(long id, Role role, boolean enabled);

    void password(long id, String passwordHash);
}
