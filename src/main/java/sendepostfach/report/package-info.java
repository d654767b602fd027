/**
 * The account at the end: who got the mail, who did not, and why, every row of the list exactly once.
 */
@NullMarked
package sendepostfach.report;

import org.jspecify.annotations.NullMarked;
