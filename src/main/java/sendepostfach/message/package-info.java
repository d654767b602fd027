/**
 * The mail: templates, merge fields, MIME. The door to Pebble and jsoup. May use the vocabulary.
 */
@NullMarked
package sendepostfach.message;

import org.jspecify.annotations.NullMarked;
