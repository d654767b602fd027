package sendepostfach.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** Puts a pair of sender and recipient off until some time after its first attempt, as Postgrey does. */
final class Greylisting implements Behaviour {
    private final InstantSource clock;
    private final Duration wait;
    private final ReplyText reply;
    private final FirstSeen pairs = new FirstSeen();

    Greylisting(InstantSource clock, Duration wait, ReplyText reply) {
        this.clock = clock;
        this.wait = wait;
        this.reply = reply;
    }

    @Override
    public Optional<SmtpAnswer> at(Phase phase, Attempt attempt) {
        if (phase != Phase.RCPT) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant first = pairs.of(attempt.sender() + " " + attempt.recipient(), now);
        return now.isBefore(first.plus(wait))
                ? Optional.of(new SmtpAnswer.Say(reply, ReplyKind.TRANSIENT))
                : Optional.empty();
    }
}
