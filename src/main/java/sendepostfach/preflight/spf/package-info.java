/**
 * SPF (RFC 7208): reads records and evaluates whether a host may use a domain as envelope sender. Uses the preflight's DNS port.
 */
@NullMarked
package sendepostfach.preflight.spf;

import org.jspecify.annotations.NullMarked;
