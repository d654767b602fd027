package sendepostfach.preflight;

import java.util.Locale;

/** What receivers demand of senders. */
public enum Requirement {
    /** The sending host may use the envelope sender's domain. */
    SPF,
    /** The mail is signed. */
    DKIM,
    /** The From domain has a DMARC record. */
    DMARC,
    /** SPF or DKIM speaks for the domain in From. */
    ALIGNMENT,
    /** A signature speaks for the domain in From. */
    ALIGNED_DKIM,
    /** The sending host's address has a name that leads back to it. */
    PTR,
    /** That name is the operator's own, not one made from the address. */
    OWN_NAME,
    /** One click ends the subscription (RFC 8058). */
    ONE_CLICK,
    /** The mail has a link that ends the subscription. */
    UNSUBSCRIBE_LINK,
    /** The mail says who is behind it. */
    IMPRINT;

    /** As the table of requirements writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
