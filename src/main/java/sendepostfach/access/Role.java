package sendepostfach.access;

import java.util.Arrays;
import java.util.Locale;

/** What a person may do. */
public enum Role {
    /** Makes campaigns and looks at them; may pause one as an emergency brake. */
    MARKETER,
    /** Watches and steers every campaign and mailbox. */
    OPERATOR,
    /** All of that, and manages people. */
    ADMIN;

    /**
     * The role by its name as commands write it.
     *
     * @throws IllegalArgumentException with the names that exist
     */
    public static Role of(String name) {
        return Arrays.stream(values())
                .filter(role -> role.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown role \"" + name + "\": one of marketer, operator, admin"));
    }

    /** Whether a person with this role may do what is left to {@code other}. */
    public boolean includes(Role other) {
        return this == other || this == ADMIN;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
