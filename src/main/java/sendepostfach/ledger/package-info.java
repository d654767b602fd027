/**
 * The database's account of every row and recipient, on H2 and MySQL; the door to SQL. Implements the ports of the features.
 */
@NullMarked
package sendepostfach.ledger;

import org.jspecify.annotations.NullMarked;
