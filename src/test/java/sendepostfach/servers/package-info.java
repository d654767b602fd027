/**
 * Real servers for tests: MySQL, H2, Postfix, smtp-sink. Each is started on loopback with its files in a temporary
 * directory, and closed by whoever opened it; one that the machine lacks skips the test, or fails it where
 * {@link sendepostfach.servers.Required} says so.
 */
@NullMarked
package sendepostfach.servers;

import org.jspecify.annotations.NullMarked;
