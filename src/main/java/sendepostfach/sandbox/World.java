package sendepostfach.sandbox;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the practice providers do not decide themselves.
 *
 * @param clock what time it is
 * @param random chance, safe for use by several threads
 * @param sleeper how time passes
 */
record World(InstantSource clock, RandomGenerator random, Sleeper sleeper) {}
