/**
 * How fast: the limits of a mailbox and the rates of its sites, exact in every sliding window. May use the vocabulary.
 */
@NullMarked
package sendepostfach.pacing;

import org.jspecify.annotations.NullMarked;
