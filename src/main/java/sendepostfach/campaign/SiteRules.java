package sendepostfach.campaign;

/**
 * What a receiving site likes, before anything is learned about it.
 *
 * @param rate the most messages in any window of the stated length
 * @param connections how many connections may carry its mail at once
 * @param messagesPerConnection how many of its mails one connection may carry
 */
public record SiteRules(Limit rate, int connections, int messagesPerConnection) {
    public SiteRules {
        if (connections < 1 || messagesPerConnection < 1) {
            throw new IllegalArgumentException("a site needs at least one connection with one message: " + connections
                    + " connections, " + messagesPerConnection + " messages per connection");
        }
    }
}
