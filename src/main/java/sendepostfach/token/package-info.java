/**
 * Signed names of sent mails, by which they are known when they come back or are answered. Uses the vocabulary only.
 */
@NullMarked
package sendepostfach.token;

import org.jspecify.annotations.NullMarked;
