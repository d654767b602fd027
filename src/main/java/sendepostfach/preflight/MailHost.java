package sendepostfach.preflight;

/**
 * A host that takes mail for a domain (MX).
 *
 * @param priority the lower, the earlier it is tried
 * @param host its name in lower case without a dot at the end; empty: the domain takes no mail (RFC 7505)
 */
public record MailHost(int priority, String host) {}
