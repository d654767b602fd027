package sendepostfach.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Three processes on one database that deliver a campaign together. One is killed, one stands still for longer than its right
 * to send lasts and goes on then, one is stopped in order and replaced.
 */
final class Cluster {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Workshop workshop;
    private final CountingServer server;
    private final Duration standstill;
    private final PrintStream out;

    Cluster(Workshop workshop, CountingServer server, Duration standstill, PrintStream out) {
        this.workshop = workshop;
        this.server = server;
        this.standstill = standstill;
        this.out = out;
    }

    /** Runs the campaign to its end. */
    void run() {
        try (Sender clerk = workshop.start("schedule", workshop.job().toString())) {
            int code = clerk.await(Duration.ofMinutes(2));
            if (code != 0) {
                throw new IllegalStateException(clerk.log());
            }
        }
        try (Sender killed = workshop.serve();
                Sender paused = workshop.serve();
                Sender stopped = workshop.serve()) {
            all(killed, paused, stopped);
            taken(workshop.recipients() / 6);
            paused.pause();
            say("one stands still");
            taken(workshop.recipients() / 3);
            killed.kill();
            say("one is killed");
            await(standstill.toMillis());
            paused.goOn();
            say("the one that stood still goes on");
            taken(workshop.recipients() / 2);
            stopped.terminate();
            int code = stopped.await(Duration.ofSeconds(30));
            if (code != 0) {
                throw new IllegalStateException("stopped with " + code + ":\n" + stopped.log());
            }
            say("one was stopped in order");
            try (Sender replacement = workshop.serve()) {
                say("and is replaced");
                until(this::isSettled, "the campaign's end", replacement, paused);
            }
        }
    }

    private void all(Sender... senders) {
        for (Sender sender : senders) {
            until(() -> sender.log().contains("serving"), "a process that serves", sender);
        }
        say("three processes serve");
    }

    private void taken(int mails) {
        until(() -> server.count() >= mails, mails + " mails");
    }

    private boolean isSettled() {
        await(500);
        return Books.number(workshop, "SELECT COUNT(*) FROM campaign WHERE state = 'SETTLED'") == 1;
    }

    private void until(BooleanSupplier condition, String what, Sender... alive) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            for (Sender sender : alive) {
                if (!sender.isAlive()) {
                    throw new IllegalStateException("ended while waiting for " + what + ":\n" + sender.log());
                }
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited too long for " + what);
            }
            await(10);
        }
    }

    private void say(String what) {
        out.println(what + ": " + server.count() + " mails taken");
    }

    private static void await(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(end);
        }
    }
}
