package sendepostfach.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import sendepostfach.servers.OwnMySqlServer;

/** A campaign whose database goes away again and again while the sender lives on. */
final class Outages {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** What makes the database go away and come back. */
    interface Trouble {
        void begin();

        void end();

        /** How long it takes at most until a sender comes up against it; no time where it does so at once. */
        default Duration grace() {
            return Duration.ZERO;
        }

        /** Whether the sender is killed with -9 before the end and started anew after it, as nothing else helps for sure. */
        default boolean needsNewSender() {
            return false;
        }
    }

    /** What a sender writes into its log when something has to wait for the database. */
    private static final String WAITS = "the database does not keep";

    /** The database is killed with -9, and started again. */
    static Trouble killing(OwnMySqlServer mysql) {
        return new Trouble() {
            @Override
            public void begin() {
                mysql.kill();
            }

            @Override
            public void end() {
                mysql.restart();
            }
        };
    }

    private final Workshop workshop;
    private final CountingServer server;
    private final Trouble trouble;
    private final Random random;
    private final PrintStream out;

    Outages(Workshop workshop, CountingServer server, Trouble trouble, long seed, PrintStream out) {
        this.workshop = workshop;
        this.server = server;
        this.trouble = trouble;
        this.random = new Random(seed);
        this.out = out;
    }

    /**
     * Lets the database go away so many times, each time for so long, and the one sender finish. Returns how many mails came
     * to their end during each outage: those that were under way when it began, and no others.
     */
    List<Integer> run(int times, Duration away) {
        var during = new ArrayList<Integer>();
        Sender sender = start();
        try {
            for (int i = 1; i <= times; i++) {
                int enough = workshop.recipients() * i / (times + 1) + random.nextInt(10);
                while (server.count() < enough && sender.isAlive()) {
                    pause(2);
                }
                int waits = waits(sender);
                trouble.begin();
                long end = System.nanoTime() + trouble.grace().toNanos();
                while (waits(sender) == waits && System.nanoTime() < end && sender.isAlive()) {
                    pause(2);
                }
                int before = server.count();
                pause(away.toMillis());
                during.add(server.count() - before);
                if (trouble.needsNewSender()) {
                    sender.kill();
                }
                trouble.end();
                if (trouble.needsNewSender()) {
                    sender = start();
                }
                out.printf("outage %d after %d mails; %d came to their end during it%n", i, before, during.get(i - 1));
            }
            int code = sender.await(LONG);
            if (code != 0 && code != 1) {
                throw new IllegalStateException("exit code " + code + ":\n" + sender.log());
            }
        } finally {
            sender.close();
        }
        return during;
    }

    private Sender start() {
        return workshop.start("run", workshop.job().toString());
    }

    private static int waits(Sender sender) {
        String log = sender.log();
        int count = 0;
        for (int at = log.indexOf(WAITS); at >= 0; at = log.indexOf(WAITS, at + 1)) {
            count++;
        }
        return count;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(end);
        }
    }
}
