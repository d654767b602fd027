package sendepostfach.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Random;

import sendepostfach.servers.OwnMySqlServer;

/** A campaign whose database goes away again and again while the sender lives on. */
final class Outages {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** What makes the database go away and come back. */
    interface Trouble {
        void begin();

        void end();
    }

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

    /** Lets the database go away so many times, each time for so long, and the one sender finish. */
    void run(int times, Duration away) {
        try (Sender sender = workshop.start("run", workshop.job().toString())) {
            for (int i = 1; i <= times; i++) {
                int enough = workshop.recipients() * i / (times + 1) + random.nextInt(10);
                while (server.count() < enough && sender.isAlive()) {
                    pause(2);
                }
                trouble.begin();
                int before = server.count();
                pause(away.toMillis());
                trouble.end();
                out.printf(
                        "outage %d after %d mails; %d came to their end during it%n",
                        i, before, server.count() - before);
            }
            int code = sender.await(LONG);
            if (code != 0 && code != 1) {
                throw new IllegalStateException("exit code " + code + ":\n" + sender.log());
            }
        }
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
