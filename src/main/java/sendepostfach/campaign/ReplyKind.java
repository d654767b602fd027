package sendepostfach.campaign;

/** What a reply says has happened. */
public enum ReplyKind {
    /** The server took the mail, or said yes. */
    ACCEPTED,
    /** Greylisting, system trouble, a broken connection: the same may work later. */
    TRANSIENT,
    /** Somebody's quota or speed limit, the sending account's own included. */
    RATE_LIMITED,
    /** Reputation: blocked, banned, listed, a dynamic address. */
    BLOCKED,
    /** SPF, DKIM, DMARC or alignment failed. */
    AUTH_FAILED,
    /** The recipient's mailbox is full. */
    MAILBOX_FULL,
    /** No such mailbox, or a disabled or inactive one. */
    UNKNOWN_USER,
    /** The recipient's domain does not exist or takes no mail. */
    UNKNOWN_DOMAIN,
    /** Spam verdict, virus, forbidden attachment, malformed mail. */
    MESSAGE_CONTENT,
    /** The mail is bigger than the server takes. */
    MESSAGE_TOO_BIG,
    /** A rule on the recipient's side. */
    POLICY,
    /** Login, relay denied, sender not owned, PTR, HELO, TLS demanded, sender domain unresolvable. */
    SENDER_MISCONFIGURED;

    /**
     * The kind by its name as commands and files write it, such as {@code mailbox-full}.
     *
     * @throws IllegalArgumentException with the names that exist
     */
    public static ReplyKind of(String name) {
        return Names.parse(ReplyKind.class, name, "kind");
    }

    @Override
    public String toString() {
        return Names.of(this);
    }
}
