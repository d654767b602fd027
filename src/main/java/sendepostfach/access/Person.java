package sendepostfach.access;

import java.time.Instant;

/**
 * Somebody who may log in.
 *
 * @param id the person's number
 * @param name the name to log in with
 * @param role what the person may do
 * @param enabled whether the person may log in at present
 * @param createdAt since when the person is known
 */
public record Person(long id, String name, Role role, boolean enabled, Instant createdAt) {
    public Person {
        checkName(name);
    }

    /**
     * Refuses what is no name to log in with.
     *
     * @throws IllegalArgumentException saying what is
     */
    public static String checkName(String name) {
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,59}")) {
            throw new IllegalArgumentException("not a name to log in with: \"" + name
                    + "\"; use letters, digits, '.', '_', '-', '@', at most 60, beginning with a letter or digit");
        }
        return name;
    }
}
