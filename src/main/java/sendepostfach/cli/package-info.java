/**
 * The command line.
 */
@NullMarked
package sendepostfach.cli;

import org.jspecify.annotations.NullMarked;
