/**
 * The checks of the preflight, who insists on what, and whether a campaign may start. Uses the preflight's ports and words,
 * SPF, and the signer's keys; a door to Jakarta Mail and jsoup, which read the finished mail.
 */
@NullMarked
package sendepostfach.preflight.check;

import org.jspecify.annotations.NullMarked;
