/**
 * Who may do what: people, their roles and tokens, and the log of what they did. May use the vocabulary.
 */
@NullMarked
package sendepostfach.access;

import org.jspecify.annotations.NullMarked;
