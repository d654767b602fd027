/**
 * Quartz: when. Starts, restarts and settles campaigns; the only package that knows Quartz.
 */
@NullMarked
package sendepostfach.schedule;

import org.jspecify.annotations.NullMarked;
