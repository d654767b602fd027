package sendepostfach.sandbox;

import java.util.List;
import java.util.Locale;

/**
 * What the practice account itself may do, before any recipient is known.
 *
 * @param login what AUTH comes to
 * @param connections how many connections may be open at once
 * @param size the biggest mail, in bytes, as EHLO announces it (RFC 1870)
 * @param traits what it does at connect and at MAIL, in this order
 */
record AccountRules(Login login, int connections, int size, List<BehaviourRule> traits) {
    /** What AUTH comes to. */
    enum Login {
        /** AUTH is not offered. */
        NONE,
        /** AUTH is offered, and every name and password is right. */
        ANY,
        /** AUTH is offered, and every name and password is wrong. */
        REFUSED;

        static Login of(String name) {
            for (Login login : values()) {
                if (login.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return login;
                }
            }
            throw new IllegalArgumentException("unknown login \"" + name + "\": one of none, any, refused");
        }
    }

    /** The account's name in counts. */
    static final String NAME = "mailbox";

    /** A thread a connection. */
    private static final int MOST_CONNECTIONS = 5_000;

    AccountRules {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "connections must be from 1 to " + MOST_CONNECTIONS + ": " + connections);
        }
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1 byte: " + size);
        }
        traits = List.copyOf(traits);
    }
}
