package sendepostfach.campaign;

/** What delivery does about a reply. */
public enum Action {
    /** Nothing: it went well. */
    ACCEPT,
    /** Put this recipient off and try again by the retry list. */
    RETRY,
    /** Give this recipient up. */
    REFUSE,
    /** Put this recipient off and hold the whole site for a while. */
    SUSPEND_SITE,
    /** Put this recipient off and let fewer mails for the site be under way at once. */
    FEWER_CONNECTIONS,
    /** Hold all lanes of the mailbox for a while; no recipient pays an attempt. */
    PAUSE_MAILBOX,
    /** Hold all lanes of the mailbox until an operator has acted; no recipient pays an attempt. */
    STOP_MAILBOX,
    /** The mail itself is at fault: give this recipient up; the campaign stops when several sites say so. */
    STOP_CAMPAIGN;

    /**
     * The action by its name as commands and files write it, such as {@code suspend-site}.
     *
     * @throws IllegalArgumentException with the names that exist
     */
    public static Action of(String name) {
        return Names.parse(Action.class, name, "action");
    }

    @Override
    public String toString() {
        return Names.of(this);
    }
}
