package sendepostfach.campaign;

import java.time.Duration;
import java.util.Optional;

/**
 * What a reply means.
 *
 * @param kind what has happened
 * @param matter whose matter it is
 * @param action what delivery does about it
 * @param hint how long to wait: the time that the reply itself names ("try again in 300 seconds"), or else the one that the
 *     reply table knows for such a reply; empty where neither says
 * @param advice in plain words for whoever has to act; empty where nobody has to
 */
public record Verdict(ReplyKind kind, Matter matter, Action action, Optional<Duration> hint, String advice) {
    /** Whether the reply refuses this recipient for good. */
    public boolean isPermanent() {
        return action == Action.REFUSE;
    }

    /** The same verdict about another's matter. */
    public Verdict about(Matter whose) {
        return new Verdict(kind, whose, action, hint, advice);
    }

    /** The same verdict in a time that runs {@code factor} times faster. */
    public Verdict faster(int factor) {
        return new Verdict(kind, matter, action, hint.map(time -> time.dividedBy(factor)), advice);
    }
}
