package sendepostfach.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** A clock that stands still until it is told to go on. */
final class SettableTime implements InstantSource {
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    /** A world with this time, the same chance each time, and sleep that lets this time pass. */
    World world() {
        return new World(this, new Random(1), this::pass);
    }
}
