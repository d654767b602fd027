/**
 * Routing: from a recipient's domain to its site and lane.
 */
@NullMarked
package sendepostfach.routing;

import org.jspecify.annotations.NullMarked;
