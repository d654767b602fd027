package sendepostfach.web;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;

/** Passwords are kept as bcrypt hashes, each with a salt of its own. */
public final class Passwords {
    /** Shorter ones are refused. */
    public static final int SHORTEST = 10;
    /** bcrypt looks at no more bytes. */
    private static final int LONGEST_BYTES = 72;

    private static final int STRENGTH = 11;
    private static final BCryptPasswordEncoder BCRYPT = new BCryptPasswordEncoder(STRENGTH);
    /** Compared with where there is no such user, so that the time taken does not tell. */
    private static final String NOBODYS = "$2a$11$7EqJtq98hPqEX7fNZaFWoOhi5B6JwGZpx5nqcDHyWk2xJ1rYbTgXe";

    private Passwords() {}

    /**
     * The hash of a new password.
     *
     * @throws InputFault where it is too short or too long
     */
    public static String hash(String password) {
        if (password.length() < SHORTEST) {
            throw new InputFault(Text.of(
                    "a password needs at least %d characters", "ein Passwort braucht mindestens %d Zeichen", SHORTEST));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new InputFault(Text.of(
                    "a password may have at most %d bytes",
                    "ein Passwort darf höchstens %d Bytes haben", LONGEST_BYTES));
        }
        return Objects.requireNonNull(BCRYPT.encode(password));
    }

    static boolean matches(String password, String hash) {
        boolean tooLong = password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES;
        return !tooLong && BCRYPT.matches(password, hash);
    }

    /** Takes the time that a comparison takes. */
    static void compareWithNothing(String password) {
        matches(password, NOBODYS);
    }
}
