/**
 * The reply table: what an SMTP reply means, as a file that people can read. May use the vocabulary.
 */
@NullMarked
package sendepostfach.reply;

import org.jspecify.annotations.NullMarked;
