/**
 * Deliverability preflight: what would make receivers refuse the mail, found out before it is sent. This package owns the ports
 * (DNS records, the mailbox's session) and the words of the feature; SPF is evaluated in {@code spf}, and the checks are in
 * {@code check}. Uses the vocabulary only.
 */
@NullMarked
package sendepostfach.preflight;

import org.jspecify.annotations.NullMarked;
