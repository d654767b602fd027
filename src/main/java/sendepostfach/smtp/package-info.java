/**
 * The sending mailbox over SMTP. Implements the ports of the delivery and preflight features; a door to Jakarta Mail.
 */
@NullMarked
package sendepostfach.smtp;

import org.jspecify.annotations.NullMarked;
