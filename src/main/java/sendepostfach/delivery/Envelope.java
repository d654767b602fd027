package sendepostfach.delivery;

import java.util.function.BooleanSupplier;

import sendepostfach.campaign.Address;

/**
 * The SMTP envelope of one mail.
 *
 * @param sender MAIL FROM, where reports of undeliverable mail go; empty for the null sender
 * @param recipient RCPT TO
 * @param id identifies the mail in reports (ENVID, RFC 3461); ASCII without blanks
 * @param smtpUtf8 whether the mail needs SMTPUTF8 (RFC 6531)
 * @param right whether this process still has the right to send it; asked right before the mail's last byte, since another
 *     process takes over from one that stood still for a while
 */
public record Envelope(String sender, Address recipient, String id, boolean smtpUtf8, BooleanSupplier right) {
    private static final BooleanSupplier ALWAYS = () -> true;

    /** An envelope that nobody else will send. */
    public Envelope(String sender, Address recipient, String id, boolean smtpUtf8) {
        this(sender, recipient, id, smtpUtf8, ALWAYS);
    }

    /** The same, to be sent only as long as the right to do so lasts. */
    public Envelope whileHeld(BooleanSupplier held) {
        return new Envelope(sender, recipient, id, smtpUtf8, held);
    }
}
