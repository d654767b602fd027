package sendepostfach.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a sandbox is started with.
 *
 * @param rules how the practice providers behave
 * @param mailDirectory where accepted mails are kept as .eml; empty: they are only counted
 * @param clock what time it is
 * @param random chance, safe for use by several threads, such as {@link Random}
 * @param sleeper how a slow provider lets time pass
 */
public record SandboxSettings(
        SandboxRules rules,
        Optional<Path> mailDirectory,
        InstantSource clock,
        RandomGenerator random,
        Sleeper sleeper) {

    /** Keeps the accepted mails below this directory. */
    public static SandboxSettings keeping(Path mailDirectory, SandboxRules rules, InstantSource clock) {
        return new SandboxSettings(rules, Optional.of(mailDirectory), clock, new Random(), Sleeper.REAL);
    }

    /** Counts the accepted mails and keeps none, for speed. */
    public static SandboxSettings counting(SandboxRules rules, InstantSource clock) {
        return new SandboxSettings(rules, Optional.empty(), clock, new Random(), Sleeper.REAL);
    }
}
