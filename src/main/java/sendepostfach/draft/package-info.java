/**
 * Campaigns that are being written and can be left and taken up again. May use the vocabulary.
 */
@NullMarked
package sendepostfach.draft;

import org.jspecify.annotations.NullMarked;
