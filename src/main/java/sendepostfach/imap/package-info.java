/**
 * Folders of returned mails over IMAP. Implements the port of {@code bounce}; may use the vocabulary.
 */
@NullMarked
package sendepostfach.imap;

import org.jspecify.annotations.NullMarked;
