/**
 * Signatures in the sender's name (DKIM, RFC 6376 and 8463): keys, their DNS records, and signing. May use the vocabulary.
 *
 * <p>{@link sendepostfach.dkim.DkimSigner} is made once for a campaign and signs each finished mail.
 */
@NullMarked
package sendepostfach.dkim;

import org.jspecify.annotations.NullMarked;
