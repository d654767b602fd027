/**
 * Delivery: a lane's due recipients are claimed, sent and accounted for. Owns the ports of mailbox and ledger.
 */
@NullMarked
package sendepostfach.delivery;

import org.jspecify.annotations.NullMarked;
