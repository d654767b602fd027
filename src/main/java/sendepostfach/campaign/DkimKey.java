package sendepostfach.campaign;

/**
 * What the program signs with in the sender's name (RFC 6376).
 *
 * @param domain the signing domain (d=)
 * @param selector the selector (s=)
 * @param keyFile the path of the private key in PEM
 */
public record DkimKey(String domain, String selector, String keyFile) {}
