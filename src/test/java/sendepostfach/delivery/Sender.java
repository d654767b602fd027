package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.SiteRules;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.campaign.Verdict;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.PaceSettings;
import sendepostfach.pacing.RememberedPaces;
import sendepostfach.reply.ReplyTable;

/** Who sends to a practice provider, with more mails to send than it ever can. */
interface Sender {
    String SITE = "provider.example";
    Address ADDRESS = Address.of("k@" + SITE);
    Reply OK = Reply.parse(Phase.BODY, "250 2.0.0 Ok");
    Verdict ACCEPTED = ReplyTable.standard().verdict(OK);

    /** The next mail that leaves now, if one does. */
    Optional<Due> next(Instant now);

    void answered(Due due, Reply reply, Instant now);

    /** When to look again, unless an answer comes before. */
    Instant readyAt(Instant now);

    static Due mail(int row) {
        return new Due(row, RecipientState.QUEUED, ADDRESS, "", List.of(), 0, Optional.empty(), SITE);
    }

    /** The product's own pacing: its waiting room, its lessons and its reply table. */
    final class Product implements Sender {
        private static final Duration TELL_EVERY = Duration.ofSeconds(2);
        private final SettableClock clock;
        private final LaneOrders orders;
        final PaceLedger paces = new RememberedPaces();
        private final WaitingRoom room;
        private final Lessons lessons;
        private int rows;
        private Instant told = Instant.EPOCH;

        Product(SettableClock clock, SiteRules rules) {
            this.clock = clock;
            this.orders = new LaneOrders(
                    "haupt",
                    50,
                    List.of(),
                    site -> rules,
                    PaceSettings.STANDARD,
                    RetrySchedule.DEFAULT,
                    Duration.ofDays(5),
                    SendingHours.always(),
                    UncertainPolicy.HOLD,
                    clock.instant(),
                    Optional.empty());
            this.room = new WaitingRoom(orders, new SitePresence());
            this.lessons = new Lessons(orders, paces, new MailboxRests(paces, clock), room, clock);
        }

        @Override
        public Optional<Due> next(Instant now) {
            if (room.waiting() < 200) {
                var more = new ArrayList<Due>();
                for (int i = 0; i < 1000; i++) {
                    more.add(mail(rows++));
                }
                room.admit(more);
            }
            if (!now.isBefore(told.plus(TELL_EVERY))) {
                paces.take(orders.mailbox(), room.news(), orders.pace(), now);
                told = now;
            }
            List<PaceLedger.Wish> wishes = room.siteWishes(now);
            if (!wishes.isEmpty()) {
                Map<String, PaceLedger.Turns> turns = paces.take(orders.mailbox(), wishes, orders.pace(), now);
                room.grantSites(turns, now);
            }
            return room.next(now);
        }

        @Override
        public void answered(Due due, Reply reply, Instant now) {
            clock.set(now);
            Verdict verdict = reply == OK ? ACCEPTED : ReplyTable.standard().verdict(reply);
            lessons.from(due, reply, verdict);
            room.ended(due, true, now);
        }

        @Override
        public Instant readyAt(Instant now) {
            return room.readyAt();
        }
    }

    /** Always the same rate, whatever the provider says. */
    final class Fixed implements Sender {
        private final Duration spacing;
        private Instant nextAt = Instant.EPOCH;
        private int rows;

        Fixed(Limit rate) {
            this.spacing = rate.spacing();
        }

        @Override
        public Optional<Due> next(Instant now) {
            if (now.isBefore(nextAt)) {
                return Optional.empty();
            }
            nextAt = (nextAt.equals(Instant.EPOCH) ? now : nextAt).plus(spacing);
            return Optional.of(mail(rows++));
        }

        @Override
        public void answered(Due due, Reply reply, Instant now) {}

        @Override
        public Instant readyAt(Instant now) {
            return nextAt;
        }
    }

    /** Full speed until it is refused, then five minutes' rest, then full speed again. */
    final class SuspendThenFullSpeed implements Sender {
        private static final Duration REST = Duration.ofMinutes(5);
        private final Duration spacing;
        private final int connections;
        private Instant nextAt = Instant.EPOCH;
        private int underWay;
        private int rows;

        SuspendThenFullSpeed(SiteRules rules) {
            this.spacing = rules.rate().spacing();
            this.connections = rules.connections();
        }

        @Override
        public Optional<Due> next(Instant now) {
            if (now.isBefore(nextAt) || underWay >= connections) {
                return Optional.empty();
            }
            nextAt = (nextAt.isBefore(now.minusMillis(200)) ? now : nextAt).plus(spacing);
            underWay++;
            return Optional.of(mail(rows++));
        }

        @Override
        public void answered(Due due, Reply reply, Instant now) {
            underWay--;
            if (!reply.isPositive()) {
                nextAt = now.plus(REST);
            }
        }

        @Override
        public Instant readyAt(Instant now) {
            return underWay >= connections ? Instant.MAX : nextAt;
        }
    }

    static Reply reply(Optional<String> refusal) {
        return refusal.map(wire -> Reply.parse(Phase.RCPT, wire)).orElse(OK);
    }
}
