package sendepostfach.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/**
 * Lets mail through at a mean rate, with a burst on top, and says no to the rest. Who does not listen may be punished: all
 * is refused for a while.
 */
final class RateLimit implements Behaviour {
    private final InstantSource clock;
    private final Phase phase;
    private final Limit rate;
    private final int burst;
    private final Optional<Punishment> punishment;
    private final SmtpAnswer answer;
    private final Deque<Instant> refusals = new ArrayDeque<>();
    private double tokens;
    private Instant filled;
    private Instant blockedUntil = Instant.MIN;

    /**
     * What befalls a client that goes on sending.
     *
     * @param after how many refusals in what time are too many
     * @param lasts for how long everything is refused then
     */
    record Punishment(Limit after, Duration lasts) {}

    RateLimit(
            InstantSource clock, Phase phase, Limit rate, int burst, Optional<Punishment> punishment, ReplyText reply) {
        this.clock = clock;
        this.phase = phase;
        this.rate = rate;
        this.burst = burst;
        this.punishment = punishment;
        this.answer = new SmtpAnswer.Say(reply, ReplyKind.RATE_LIMITED);
        this.tokens = burst;
        this.filled = clock.instant();
    }

    @Override
    public synchronized Optional<SmtpAnswer> at(Phase at, Attempt attempt) {
        if (at != phase) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (now.isBefore(blockedUntil)) {
            return Optional.of(answer);
        }
        refill(now);
        if (tokens >= 1) {
            tokens--;
            return Optional.empty();
        }
        punishment.ifPresent(rule -> remember(rule, now));
        return Optional.of(answer);
    }

    private void refill(Instant now) {
        if (now.isAfter(filled)) {
            double passed = (double) Duration.between(filled, now).toNanos()
                    / rate.per().toNanos();
            tokens = Math.min(burst, tokens + passed * rate.count());
            filled = now;
        }
    }

    private void remember(Punishment rule, Instant now) {
        refusals.addLast(now);
        if (refusals.size() > rule.after().count()) {
            refusals.removeFirst();
        }
        boolean full = refusals.size() == rule.after().count();
        if (full && refusals.getFirst().isAfter(now.minus(rule.after().per()))) {
            blockedUntil = now.plus(rule.lasts());
            refusals.clear();
        }
    }
}
