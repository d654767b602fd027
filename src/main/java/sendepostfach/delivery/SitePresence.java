package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many mails all lanes of this process have under way at each site of a mailbox, so that together they keep to the site's
 * number of connections. Who has fewest under way comes first, then who has waited longest.
 */
public final class SitePresence {
    /** Who was turned away asks again after so long. */
    static final Duration ASK_AGAIN = Duration.ofMillis(100);
    /** Who has not asked for so long does not wait any more. */
    private static final Duration GONE_AFTER = Duration.ofSeconds(1);

    private static final Comparator<Lane> FIRST = Comparator.<Lane>comparingInt(lane -> lane.underWay)
            .thenComparing(lane -> lane.waitsSince.orElse(Instant.MAX));

    private final Map<Place, Map<Object, Lane>> places = new HashMap<>();

    private record Place(String mailbox, String site) {}

    private static final class Lane {
        private int underWay;
        private Optional<Instant> waitsSince = Optional.empty();
        private Instant asked = Instant.EPOCH;

        boolean waitsAt(Instant now) {
            return waitsSince.isPresent() && now.isBefore(asked.plus(GONE_AFTER));
        }
    }

    /**
     * Whether one more mail of a lane may be under way at a site; if so, it is until it leaves.
     *
     * @param most how many may be under way at once, of all lanes together
     */
    synchronized boolean enter(String mailbox, String site, Object lane, int most, Instant now) {
        Map<Object, Lane> lanes = places.computeIfAbsent(new Place(mailbox, site), place -> new HashMap<>());
        lanes.values().removeIf(each -> each.underWay == 0 && !each.waitsAt(now));
        Lane own = lanes.computeIfAbsent(lane, each -> new Lane());
        boolean othersFirst = lanes.values().stream()
                .anyMatch(other -> other != own && other.waitsAt(now) && FIRST.compare(other, own) < 0);
        if (total(lanes) < most && !othersFirst) {
            own.underWay++;
            own.waitsSince = Optional.empty();
            return true;
        }
        own.waitsSince = own.waitsAt(now) ? own.waitsSince : Optional.of(now);
        own.asked = now;
        return false;
    }

    /** Whether a lane should give the place of a mail that ends to another lane: there are too many, or others have fewer. */
    synchronized boolean isOwed(String mailbox, String site, Object lane, int most, Instant now) {
        Map<Object, Lane> lanes = places.getOrDefault(new Place(mailbox, site), Map.of());
        int own =
                Optional.ofNullable(lanes.get(lane)).map(each -> each.underWay).orElse(0);
        return total(lanes) > most
                || lanes.values().stream().anyMatch(other -> other.waitsAt(now) && other.underWay + 1 < own);
    }

    /** A mail of a lane is not under way any more. */
    synchronized void leave(String mailbox, String site, Object lane) {
        var place = new Place(mailbox, site);
        Map<Object, Lane> lanes = places.getOrDefault(place, Map.of());
        Lane own = lanes.get(lane);
        if (own != null) {
            own.underWay--;
            if (own.underWay == 0) {
                lanes.remove(lane);
            }
            if (lanes.isEmpty()) {
                places.remove(place);
            }
        }
    }

    private static int total(Map<Object, Lane> lanes) {
        return lanes.values().stream().mapToInt(lane -> lane.underWay).sum();
    }
}
