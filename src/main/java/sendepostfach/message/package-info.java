/**
 * The mail: templates, merge fields, MIME. The door to Pebble and jsoup. May use the vocabulary.
 *
 * <p>{@link sendepostfach.message.MailTemplates} is made once for a campaign, {@link sendepostfach.message.MailComposer} makes
 * each recipient's mail from it.
 */
@NullMarked
package sendepostfach.message;

import org.jspecify.annotations.NullMarked;
