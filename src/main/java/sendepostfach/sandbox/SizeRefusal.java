package sendepostfach.sandbox;

import java.util.Optional;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** Refuses a mail that is too big: at RCPT where the client has declared its size, else at its end. */
final class SizeRefusal implements Behaviour {
    private final long most;
    private final SmtpAnswer answer;

    SizeRefusal(long most, ReplyText reply) {
        this.most = most;
        this.answer = new SmtpAnswer.Say(reply, ReplyKind.MESSAGE_TOO_BIG);
    }

    @Override
    public Optional<SmtpAnswer> at(Phase phase, Attempt attempt) {
        return (phase == Phase.RCPT || phase == Phase.BODY) && attempt.size() > most
                ? Optional.of(answer)
                : Optional.empty();
    }
}
