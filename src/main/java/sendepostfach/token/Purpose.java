package sendepostfach.token;

/** What a token is good for; a token for one purpose is worth nothing for another. */
public enum Purpose {
    /** Names a mail in its envelope and its headers, so that it is known when it comes back. */
    RETURN,
    /** Lets whoever holds it end the mailings to this recipient. */
    UNSUBSCRIBE
}
