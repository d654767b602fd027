package sendepostfach.campaign;

/** How much a failed delivery says against the address itself, for all campaigns. */
public enum Weight {
    /** No mail will ever arrive there. */
    HARD,
    /** It may pass; too often is too much. */
    SOFT,
    /** Nothing: the trouble is the sender's, the mail's or the provider's. */
    NONE;

    /**
     * The weight of a reply to a mail that was given up.
     *
     * @param kind what it says has happened
     * @param permanent whether it refuses the address for good
     */
    public static Weight of(ReplyKind kind, boolean permanent) {
        return switch (kind) {
            case UNKNOWN_USER, UNKNOWN_DOMAIN -> permanent ? HARD : SOFT;
            case MAILBOX_FULL, TRANSIENT, POLICY -> SOFT;
            case ACCEPTED, RATE_LIMITED, BLOCKED, AUTH_FAILED, MESSAGE_CONTENT, MESSAGE_TOO_BIG, SENDER_MISCONFIGURED ->
                NONE;
        };
    }
}
