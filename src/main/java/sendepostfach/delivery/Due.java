package sendepostfach.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.RecipientState;

/**
 * A recipient whose turn it is.
 *
 * @param row the row's number in the list
 * @param state QUEUED or DEFERRED, as read; a claim checks it again
 * @param address where the mail goes
 * @param displayName the name beside the address; empty where there is none
 * @param cells the row's cells
 * @param attempts how many attempts were made
 * @param firstTryAt when the first of them was
 * @param site what its throttle belongs to
 */
public record Due(
        int row,
        RecipientState state,
        Address address,
        String displayName,
        List<String> cells,
        int attempts,
        Optional<Instant> firstTryAt,
        String site) {}
