package sendepostfach.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** Says no: for good, or until a recipient's trouble has passed, such as a full mailbox that its owner tidies up. */
final class Refusal implements Behaviour {
    private final InstantSource clock;
    private final Phase phase;
    private final SmtpAnswer answer;
    private final Optional<Duration> clearsAfter;
    private final FirstSeen recipients = new FirstSeen();

    Refusal(InstantSource clock, Phase phase, ReplyText reply, ReplyKind kind, Optional<Duration> clearsAfter) {
        this.clock = clock;
        this.phase = phase;
        this.answer = new SmtpAnswer.Say(reply, kind);
        this.clearsAfter = clearsAfter;
    }

    @Override
    public Optional<SmtpAnswer> at(Phase at, Attempt attempt) {
        return at == phase && !hasCleared(attempt) ? Optional.of(answer) : Optional.empty();
    }

    private boolean hasCleared(Attempt attempt) {
        if (clearsAfter.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Instant first = recipients.of(attempt.recipient(), now);
        return !now.isBefore(first.plus(clearsAfter.get()));
    }
}
