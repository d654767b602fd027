package sendepostfach.reply;

import java.time.Duration;
import java.util.Optional;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.ReplyKind;

/**
 * One rule of the reply table.
 *
 * @param id its name, by which explanations refer to it
 * @param heading the heading that it stands under
 * @param when the replies that it is about
 * @param kind what these replies say
 * @param matter whose matter they are
 * @param action what to do
 * @param actionOn4xx what to do where the code is a 4xx; empty: the same
 * @param delay how long to wait where the reply itself does not say
 * @param provider the provider whose wording this is; empty where many servers say so
 * @param sample a reply that this rule catches and no earlier one
 * @param advice for whoever has to act; empty: the kind's own advice
 */
record Rule(
        String id,
        String heading,
        Condition when,
        ReplyKind kind,
        Matter matter,
        Action action,
        Optional<Action> actionOn4xx,
        Optional<Duration> delay,
        Optional<String> provider,
        String sample,
        Optional<Advice> advice) {

    Rule {
        if (action == Action.REFUSE && matter != Matter.RECIPIENT) {
            throw new IllegalArgumentException("only what is the recipient's matter may refuse the recipient");
        }
        boolean mailbox = action == Action.PAUSE_MAILBOX || action == Action.STOP_MAILBOX;
        if (mailbox != (matter == Matter.MAILBOX)) {
            throw new IllegalArgumentException("what is the mailbox's matter, and nothing else, holds the mailbox");
        }
        if (delay.isPresent() && (delay.get().isNegative() || delay.get().isZero())) {
            throw new IllegalArgumentException("wait must be longer than nothing: " + delay.get());
        }
    }

    /** What to do about a reply of this code. */
    Action actionAt(int code) {
        return code / 100 == 4 ? actionOn4xx.orElse(action) : action;
    }
}
