package sendepostfach.campaign;

/** What happens to a mail that was accepted and came back for a reason that may pass, while the window is open. */
public enum ReturnPolicy {
    /** It counts as bounced, and the account says so. */
    REPORT,
    /** It is sent again, by the retry list, until the window closes. */
    RESEND;

    /**
     * The policy by its name as job files write it.
     *
     * @throws IllegalArgumentException with the names that exist
     */
    public static ReturnPolicy of(String name) {
        return Names.parse(ReturnPolicy.class, name, "policy for returned mails");
    }
}
