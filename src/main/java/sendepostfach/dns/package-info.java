/**
 * DNS look-ups; the door to dnsjava. Implements the ports of the routing and preflight features.
 */
@NullMarked
package sendepostfach.dns;

import org.jspecify.annotations.NullMarked;
