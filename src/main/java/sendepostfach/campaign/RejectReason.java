package sendepostfach.campaign;

/** Why a row of the distribution list was not taken. */
public enum RejectReason {
    /** The address has been in an earlier row. */
    DUPLICATE,
    /** The address or its domain is on the suppression list. */
    SUPPRESSED,
    /** The cell of the e-mail column is empty, or the row has no such cell. */
    NO_ADDRESS,
    /** The cell of the e-mail column holds no valid address. */
    MALFORMED_ADDRESS,
    /** The row cannot be read as CSV. */
    UNREADABLE;

    @Override
    public String toString() {
        return Names.of(this);
    }
}
