/**
 * What HTTP clients see: for now the health of a serving process.
 */
@NullMarked
package sendepostfach.web;

import org.jspecify.annotations.NullMarked;
