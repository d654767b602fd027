package sendepostfach.delivery;

import sendepostfach.campaign.Address;

/**
 * The SMTP envelope of one mail.
 *
 * @param sender MAIL FROM, where reports of undeliverable mail go; empty for the null sender
 * @param recipient RCPT TO
 * @param id identifies the mail in reports (ENVID, RFC 3461); ASCII without blanks
 * @param smtpUtf8 whether the mail needs SMTPUTF8 (RFC 6531)
 */
public record Envelope(String sender, Address recipient, String id, boolean smtpUtf8) {}
