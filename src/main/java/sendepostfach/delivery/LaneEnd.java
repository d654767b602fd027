package sendepostfach.delivery;

import java.time.Instant;
import java.util.Optional;

import sendepostfach.campaign.LaneState;
import sendepostfach.pacing.MailboxPause;

/**
 * How a lane with open recipients waits for its next run.
 *
 * @param state what the lane shows meanwhile
 * @param nextRun when the next run makes sense
 * @param suspendedUntil the end of the rest, where the lane rests as a whole
 * @param reason why, in the server's words where it is the server's doing
 */
record LaneEnd(LaneState state, Instant nextRun, Optional<Instant> suspendedUntil, String reason) {
    /** A site's rest. */
    record SiteRest(Instant until, String reason) {}

    static LaneEnd of(
            DeliveryLedger.Rest rest,
            Optional<MailboxPause> pause,
            Optional<Instant> restOfAll,
            Optional<SiteRest> siteRest,
            Instant givesUpAt,
            Instant now) {
        Instant expiry = rest.firstExpiry().filter(at -> at.isBefore(givesUpAt)).orElse(givesUpAt);
        if (pause.isPresent()) {
            MailboxPause held = pause.get();
            return new LaneEnd(
                    LaneState.SUSPENDED, first(held.until(), expiry), Optional.of(held.until()), held.reason());
        }
        if (siteRest.isPresent()) {
            SiteRest held = siteRest.get();
            return new LaneEnd(
                    LaneState.SUSPENDED, first(held.until(), expiry), Optional.of(held.until()), held.reason());
        }
        if (restOfAll.isPresent()) {
            return new LaneEnd(
                    LaneState.DEFERRED, first(restOfAll.get(), expiry), Optional.empty(), "outside the sending hours");
        }
        Instant due = rest.firstDue().orElse(now);
        return new LaneEnd(LaneState.DEFERRED, due.isAfter(now) ? due : now, Optional.empty(), "");
    }

    private static Instant first(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
