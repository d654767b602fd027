package sendepostfach.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.Phase;

/** Lets the client wait before each reply. */
final class Slow implements Behaviour {
    private final Sleeper sleeper;
    private final Set<Phase> phases;
    private final Duration delay;

    Slow(Sleeper sleeper, Set<Phase> phases, Duration delay) {
        this.sleeper = sleeper;
        this.phases = phases;
        this.delay = delay;
    }

    @Override
    public Optional<SmtpAnswer> at(Phase phase, Attempt attempt) {
        if (!phases.contains(phase)) {
            return Optional.empty();
        }
        try {
            sleeper.sleep(delay);
            return Optional.empty();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.of(new SmtpAnswer.Break(false));
        }
    }
}
