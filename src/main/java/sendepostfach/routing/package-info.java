/**
 * Routing: from a recipient's domain to its site and lane, and from the sites' rates to a forecast. Owns the provider table
 * and the port of the MX look-up; uses the vocabulary and reads YAML.
 */
@NullMarked
package sendepostfach.routing;

import org.jspecify.annotations.NullMarked;
