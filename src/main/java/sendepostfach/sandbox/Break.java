package sendepostfach.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.Phase;

/**
 * Breaks the connection after the mail's last byte, before the reply, so that the client cannot know whether the mail has
 * arrived. Does so only for the first attempts at each recipient.
 */
final class Break implements Behaviour {
    private final int attempts;
    private final boolean keepsMail;
    private final Map<String, Integer> broken = new HashMap<>();

    Break(int attempts, boolean keepsMail) {
        this.attempts = attempts;
        this.keepsMail = keepsMail;
    }

    @Override
    public synchronized Optional<SmtpAnswer> at(Phase phase, Attempt attempt) {
        if (phase != Phase.BODY) {
            return Optional.empty();
        }
        return broken.merge(attempt.recipient(), 1, Integer::sum) <= attempts
                ? Optional.of(new SmtpAnswer.Break(keepsMail))
                : Optional.empty();
    }
}
