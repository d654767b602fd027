/**
 * The practice server: an SMTP server inside the program behind which practice providers behave like real ones.
 */
@NullMarked
package sendepostfach.sandbox;

import org.jspecify.annotations.NullMarked;
