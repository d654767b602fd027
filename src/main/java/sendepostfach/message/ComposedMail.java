package sendepostfach.message;

/**
 * A finished mail, as it leaves but for the doubling of leading dots: lines end with CR LF and have at most 998 octets.
 *
 * @param bytes the mail
 * @param needsSmtpUtf8 whether an address in it is not ASCII, so that only a server with SMTPUTF8 can take it (RFC 6531)
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ComposedMail(byte[] bytes, boolean needsSmtpUtf8) {
    /** The same mail with other bytes, such as a signature before it. */
    public ComposedMail with(byte[] other) {
        return new ComposedMail(other, needsSmtpUtf8);
    }

    /** Its size in octets, as for SIZE (RFC 1870). */
    public int size() {
        return bytes.length;
    }
}
