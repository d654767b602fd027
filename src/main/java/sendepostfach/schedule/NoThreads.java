package sendepostfach.schedule;

import org.quartz.simpl.ZeroSizeThreadPool;

/**
 * Quartz's threads in a process that gives triggers and lets none fire: there are none. Its usual ones take half a second to
 * end, since they look only so often whether they shall.
 */
public final class NoThreads extends ZeroSizeThreadPool {
    /** How many threads there are elsewhere; Quartz sets what stands in its properties. */
    public void setThreadCount(int elsewhere) {}
}
