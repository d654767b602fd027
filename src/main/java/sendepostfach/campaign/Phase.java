package sendepostfach.campaign;

import java.util.Locale;

/** The part of an SMTP session in which a server said something (RFC 5321, section 3). */
public enum Phase {
    /** The greeting, or the attempt to connect. */
    CONNECT,
    /** EHLO, HELO and STARTTLS. */
    EHLO,
    /** AUTH (RFC 4954). */
    AUTH,
    /** MAIL FROM. */
    MAIL,
    /** RCPT TO. */
    RCPT,
    /** DATA, before the first byte of the mail. */
    DATA,
    /** The end of the mail: the reply after the last byte. */
    BODY;

    /**
     * The phase by its name as commands and files write it.
     *
     * @throws IllegalArgumentException with the names that exist
     */
    public static Phase of(String name) {
        return Names.parse(Phase.class, name, "phase");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
