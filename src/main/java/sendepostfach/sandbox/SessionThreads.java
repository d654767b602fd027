package sendepostfach.sandbox;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread a connection, so that a slow provider delays nobody else. At its shutdown, for which the SMTP server waits, the
 * threads are interrupted: otherwise a slow provider's wait would hold the shutdown up.
 */
final class SessionThreads extends ThreadPoolExecutor {
    SessionThreads() {
        super(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "sandbox session");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void shutdown() {
        shutdownNow().clear(); // empty anyway: each task is handed to a thread at once
    }
}
