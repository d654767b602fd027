/**
 * Who must not be written to any more, and why. Uses the vocabulary and the names of mails.
 */
@NullMarked
package sendepostfach.suppression;

import org.jspecify.annotations.NullMarked;
