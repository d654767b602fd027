package sendepostfach.sandbox;

import java.util.Locale;

/**
 * One try to hand over a mail, as far as the session has come: what a practice provider knows when it decides.
 *
 * @param id the queue id that a reply or the kept mail names
 * @param ip the client's address
 * @param sender MAIL FROM without the brackets; empty for a report, and before MAIL
 * @param recipient RCPT TO without the brackets; empty before RCPT
 * @param size the mail's size in bytes: as MAIL declared it (RFC 1870), 0 where it did not, and the real one at its end
 * @param body the mail, at its end; empty before
 */
record Attempt(String id, String ip, String sender, String recipient, long size, byte[] body) {
    private static final byte[] NO_BODY = {};

    /** A client that has said nothing yet. */
    static Attempt toConnect(String id, String ip) {
        return new Attempt(id, ip, "", "", 0, NO_BODY);
    }

    Attempt from(String newSender, long declaredSize) {
        return new Attempt(id, ip, newSender, recipient, declaredSize, body);
    }

    Attempt to(String newRecipient) {
        return new Attempt(id, ip, sender, newRecipient, size, body);
    }

    Attempt with(byte[] newBody) {
        return new Attempt(id, ip, sender, recipient, newBody.length, newBody);
    }

    /** The recipient's part before the last @, in lower case. */
    String localPart() {
        int at = recipient.lastIndexOf('@');
        return (at < 0 ? recipient : recipient.substring(0, at)).toLowerCase(Locale.ROOT);
    }

    /** The recipient's domain in lower case; empty where there is none. */
    String domain() {
        int at = recipient.lastIndexOf('@');
        return at < 0 ? "" : recipient.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
