/**
 * The sending mailbox over SMTP. Implements the delivery feature's port; a door to Jakarta Mail.
 */
@NullMarked
package sendepostfach.smtp;

import org.jspecify.annotations.NullMarked;
