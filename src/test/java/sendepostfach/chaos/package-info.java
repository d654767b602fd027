/**
 * Trouble on purpose: whole processes that are killed, stopped and restarted, and a server that outlives them and counts what
 * it got. {@link sendepostfach.chaos.Chaos} is the benchmark's way in, the tests are its short form.
 */
@NullMarked
package sendepostfach.chaos;

import org.jspecify.annotations.NullMarked;
