package sendepostfach.preflight.spf;

import java.util.Locale;

/** The results of check_host() (RFC 7208, section 2.6). */
public enum SpfResult {
    /** There is no record, or no domain to ask about. */
    NONE,
    /** The domain says nothing about this host. */
    NEUTRAL,
    /** The host may use the domain. */
    PASS,
    /** The host must not use the domain. */
    FAIL,
    /** The host probably must not use the domain. */
    SOFTFAIL,
    /** DNS did not answer: nothing is known for now. */
    TEMPERROR,
    /** The domain's records cannot be understood. */
    PERMERROR;

    /** As RFC 7208 writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
