package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.pacing.RememberedPaces;
import sendepostfach.reply.ReplyTable;

/** Lanes of two campaigns at one site. */
class SitePresenceTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(200);
    private static final Reply OK = Reply.parse(Phase.BODY, "250 2.0.0 Ok");

    private final SitePresence presence = new SitePresence();

    private boolean enter(String lane, int most, Instant now) {
        return presence.enter("haupt", "a.example", lane, most, now);
    }

    @Test
    void allLanesTogetherHaveNoMoreUnderWayThanTheSiteTakes() {
        assertThat(enter("one", 2, NOW)).isTrue();
        assertThat(enter("other", 2, NOW)).isTrue();
        assertThat(enter("one", 2, NOW)).isFalse();
        assertThat(presence.enter("haupt", "b.example", "one", 2, NOW)).isTrue();
        assertThat(presence.enter("anderes", "a.example", "one", 2, NOW)).isTrue();
    }

    @Test
    void whoWaitsComesBeforeWhoHadThePlace() {
        enter("one", 1, NOW);
        enter("other", 1, NOW);
        presence.leave("haupt", "a.example", "one");
        enter("third", 1, NOW.plusMillis(50));

        assertThat(enter("one", 1, NOW.plusMillis(60))).isFalse();
        assertThat(enter("third", 1, NOW.plusMillis(70))).isFalse();
        assertThat(enter("other", 1, NOW.plusMillis(80))).isTrue();
    }

    @Test
    void whoHasMoreOwesAPlaceToWhoHasFewer() {
        enter("one", 3, NOW);
        enter("one", 3, NOW);
        enter("one", 3, NOW);
        assertThat(presence.isOwed("haupt", "a.example", "one", 3, NOW)).isFalse();

        enter("other", 3, NOW);
        assertThat(presence.isOwed("haupt", "a.example", "one", 3, NOW)).isTrue();
        presence.leave("haupt", "a.example", "one");

        assertThat(enter("one", 3, NOW)).isFalse();
        assertThat(enter("other", 3, NOW)).isTrue();
    }

    @Test
    void whoDoesNotAskAnyMoreKeepsNobodyWaiting() {
        enter("one", 2, NOW);
        enter("one", 2, NOW);
        enter("other", 2, NOW);
        presence.leave("haupt", "a.example", "one");

        assertThat(enter("one", 2, NOW)).isFalse();
        assertThat(enter("one", 2, NOW.plusSeconds(1))).isTrue();
    }

    @Test
    void aNumberThatWasLearnedToBeTooHighIsLeftWithTheNextMail() {
        enter("one", 2, NOW);
        enter("one", 2, NOW);

        assertThat(presence.isOwed("haupt", "a.example", "one", 1, NOW)).isTrue();
    }

    @Test
    void twoCampaignsShareASitesConnectionsFairlyAndUseThemAll() {
        PaceLedger paces = new RememberedPaces();
        var clock = new SettableClock(NOW);
        List<Lane> lanes = List.of(new Lane(paces, clock), new Lane(paces, clock));
        Instant now = NOW;
        int most = 0;
        while (now.isBefore(NOW.plusSeconds(60))) {
            clock.set(now);
            for (Lane lane : lanes) {
                lane.end(now);
            }
            for (Lane lane : lanes) {
                lane.begin(now);
            }
            most = Math.max(
                    most, lanes.stream().mapToInt(lane -> lane.underWay.size()).sum());
            now = now.plusMillis(20);
        }

        assertThat(most).isEqualTo(4);
        int all = lanes.get(0).sent + lanes.get(1).sent;
        // four at once, each for a fifth of a second, but for the fraction in which one asks again
        assertThat(all).isBetween((int) (0.9 * 1200), 1200);
        assertThat(lanes.get(0).sent).isBetween((int) (0.4 * all), (int) (0.6 * all));
    }

    /** A lane with more to send than it can. */
    private final class Lane {
        private final LaneOrders orders = new LaneOrders(
                "haupt",
                10,
                List.of(),
                site -> new SiteRules(Limit.parse("6000/min"), 4, 50),
                PaceSettings.STANDARD,
                RetrySchedule.DEFAULT,
                Duration.ofDays(5),
                SendingHours.always(),
                UncertainPolicy.HOLD,
                NOW,
                Optional.empty());
        private final WaitingRoom room = new WaitingRoom(orders, presence);
        private final PaceLedger paces;
        private final Lessons lessons;
        private final Map<Due, Instant> underWay = new HashMap<>();
        private int rows;
        private int sent;

        Lane(PaceLedger paces, SettableClock clock) {
            this.paces = paces;
            this.lessons = new Lessons(orders, paces, new MailboxRests(paces, clock), room, clock);
        }

        void begin(Instant now) {
            if (room.waiting() < 100) {
                room.admit(IntStream.range(0, 100)
                        .mapToObj(i -> Sender.mail(rows++))
                        .toList());
            }
            List<PaceLedger.Wish> wishes = room.siteWishes(now);
            if (!wishes.isEmpty()) {
                room.grantSites(paces.take("haupt", wishes, orders.pace(), now), now);
            }
            for (Optional<Due> next = room.next(now); next.isPresent(); next = room.next(now)) {
                underWay.put(next.get(), now.plus(LATENCY));
            }
        }

        /** Ends what is answered; on each connection another one follows where it may. */
        void end(Instant now) {
            for (Due due : new ArrayList<>(underWay.keySet())) {
                if (!Objects.requireNonNull(underWay.get(due)).isAfter(now)) {
                    Optional<Due> follower = room.behind(due, now);
                    lessons.from(due, OK, ReplyTable.standard().verdict(OK));
                    room.ended(due, true, now);
                    underWay.remove(due);
                    follower.ifPresent(next -> underWay.put(next, now.plus(LATENCY)));
                    sent++;
                }
            }
        }
    }
}
