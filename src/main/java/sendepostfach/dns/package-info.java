/**
 * DNS look-ups; the door to dnsjava. Implements the routing feature's port.
 */
@NullMarked
package sendepostfach.dns;

import org.jspecify.annotations.NullMarked;
