/**
 * The vocabulary: campaign, recipient states, window, mailbox, site, lane, reply, verdict. Plain Java values that refuse
 * nonsense; imports nothing of ours and no framework.
 */
@NullMarked
package sendepostfach.campaign;

import org.jspecify.annotations.NullMarked;
