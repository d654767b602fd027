/**
 * Returned mails: what delivery reports, feedback reports and auto-replies say about the recipients that we sent to. May use
 * the vocabulary and the reply table. Reads any bytes within fixed bounds of memory and time, and never fails on them.
 */
@NullMarked
package sendepostfach.bounce;

import org.jspecify.annotations.NullMarked;
