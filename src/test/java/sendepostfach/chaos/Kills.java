package sendepostfach.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A campaign whose sender is killed with -9 again and again: while it starts, imports, delivers, finds out what the last one
 * had left, and settles. The moments are random, but reproducible from the seed as far as the machine is.
 */
final class Kills {
    private enum Moment {
        STARTING,
        IMPORTING,
        DELIVERING,
        SETTLING
    }

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 5;

    private final Workshop workshop;
    private final CountingServer server;
    private final Random random;
    private final PrintStream out;
    private int done;

    Kills(Workshop workshop, CountingServer server, long seed, PrintStream out) {
        this.workshop = workshop;
        this.server = server;
        this.random = new Random(seed);
        this.out = out;
    }

    /** Kills so many senders, or fewer where the campaign ends before, and lets the last one finish. Returns how many died. */
    int run(int kills) {
        for (int kill = 0; kill < kills; kill++) {
            Moment moment = moment(kill, kills);
            try (Sender sender = workshop.start("run", workshop.job().toString())) {
                boolean came = await(moment, kills - kill, sender);
                if (!sender.isAlive()) {
                    checkEnd(sender.await(LONG), sender);
                    return done;
                }
                sender.kill();
                done++;
                out.printf(
                        "kill %d while %s%s: %d mails taken%n",
                        done,
                        moment.name().toLowerCase(java.util.Locale.ROOT),
                        came ? "" : " (too late)",
                        server.count());
            }
        }
        try (Sender last = workshop.start("run", workshop.job().toString())) {
            checkEnd(last.await(LONG.plusMillis(workshop.recipients() * 10L)), last);
        }
        return done;
    }

    private static void checkEnd(int exitCode, Sender sender) {
        if (exitCode != 0 && exitCode != 1) {
            throw new IllegalStateException("exit code " + exitCode + ":\n" + sender.log());
        }
    }

    private static Moment moment(int kill, int kills) {
        if (kill < Math.max(1, kills / 10)) {
            return Moment.IMPORTING;
        }
        if (kill >= kills - Math.max(1, kills / 10)) {
            return Moment.SETTLING;
        }
        return kill % 5 == 4 ? Moment.STARTING : Moment.DELIVERING;
    }

    /** Waits for the moment, and a little; false where it did not come in time. */
    private boolean await(Moment moment, int killsLeft, Sender sender) {
        int before = server.count();
        boolean came =
                switch (moment) {
                    case STARTING -> pause(random.nextInt(6000));
                    case IMPORTING ->
                        until(() -> sender.log().contains("importing"), sender) && pause(random.nextInt(1500));
                    case DELIVERING -> {
                        int share = Math.max(1, (workshop.recipients() - before) / Math.max(1, killsLeft));
                        int enough = before + 1 + random.nextInt(Math.max(1, share * 3 / 2));
                        yield until(() -> server.count() >= Math.min(enough, workshop.recipients()), sender)
                                && pause(random.nextInt(30));
                    }
                    case SETTLING -> until(this::isQuiet, sender) && pause(random.nextInt(400));
                };
        return came && sender.isAlive();
    }

    /** All that can be taken has been: nearly everybody has a copy, and for a moment no more came. */
    private boolean isQuiet() {
        int count = server.count();
        return count >= workshop.recipients() - 2 * workshop.connections() * (done + 1)
                && pause(150)
                && server.count() == count;
    }

    private boolean until(BooleanSupplier condition, Sender sender) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (!sender.isAlive() || System.nanoTime() > end) {
                return false;
            }
            pause(LOOK_MILLIS);
        }
        return true;
    }

    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(end);
        }
    }

    /** What is wrong in the end. */
    List<String> complaints(Books books) {
        return books.complaints(2 * workshop.connections() * done);
    }
}
