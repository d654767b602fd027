package sendepostfach.batch;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** The threads on which mails are sent, and the randomness that retries are spread with. */
public record Turns(Executor executor, RandomGenerator random) implements Executor {
    @Override
    public void execute(Runnable turn) {
        executor.execute(turn);
    }
}
