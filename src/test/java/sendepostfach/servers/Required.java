package sendepostfach.servers;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What tests need from the machine. A test whose need is not met is skipped with one line; where the environment variable
 * {@code SENDEPOSTFACH_REQUIRE} lists the need ({@code mysql,mysqld,postfix,dovecot,browser,dkim}), it fails instead, so that continuous
 * integration cannot skip in silence.
 */
public enum Required {
    MYSQL,
    POSTFIX,
    DOVECOT,
    BROWSER,
    DKIM,
    MYSQLD;

    /** Goes on where {@code met}; otherwise skips or fails, saying what is {@code missing}. */
    public void check(boolean met, String missing) {
        check(met, missing, System.getenv().getOrDefault("SENDEPOSTFACH_REQUIRE", ""));
    }

    void check(boolean met, String missing, String required) {
        if (met) {
            return;
        }
        String name = name().toLowerCase(Locale.ROOT);
        if (List.of(required.split("[,\\s]+")).contains(name)) {
            Assertions.fail("needs " + name + ", which SENDEPOSTFACH_REQUIRE demands: " + missing);
        }
        Assumptions.abort("needs " + name + ": " + missing);
    }
}
