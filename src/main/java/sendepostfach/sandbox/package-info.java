/**
 * The practice server: an SMTP server inside the program, bound to loopback only, behind which practice providers behave
 * like real ones by the rules of a readable file. Uses the vocabulary, SubEthaSMTP for the protocol's frame and SnakeYAML
 * for the rules.
 */
@NullMarked
package sendepostfach.sandbox;

import org.jspecify.annotations.NullMarked;
