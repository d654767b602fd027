package sendepostfach.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import sun.misc.Signal;

import sendepostfach.batch.Stopping;

/**
 * Ends the program in order on SIGTERM and SIGINT: the command finishes the mails under way and returns. A shutdown hook would
 * not do, since the embedded database closes itself in one of its own, at the same time.
 */
final class Signals {
    private static final int PATIENCE_SECONDS = 25;
    private static final int FIRST_SIGNAL_STATUS = 128;

    private Signals() {}

    static void handle(Stopping stopping) {
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                if (stopping.getAsBoolean()) {
                    Runtime.getRuntime().halt(FIRST_SIGNAL_STATUS + signal.getNumber());
                }
                stopping.begin();
                var end = new Thread(() -> endAnyhow(FIRST_SIGNAL_STATUS + signal.getNumber()), "end");
                end.setDaemon(true);
                end.start();
            });
        }
    }

    /** The command has not returned in time: what is left undone is found and put right at the next start. */
    private static void endAnyhow(int status) {
        try {
            boolean unused = new CountDownLatch(1).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException early) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }
}
