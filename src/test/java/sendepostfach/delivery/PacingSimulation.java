package sendepostfach.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Reply;

/** Plays a sender against a practice provider on a clock of its own: hours pass in seconds. */
final class PacingSimulation {
    static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

    private final Sender sender;
    private final HiddenLimit limit;
    private final Duration latency;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private Instant now = START;

    private record UnderWay(Due due, Reply reply, Instant answeredAt) {}

    /**
     * What happened in a stretch of time.
     *
     * @param accepted messages taken
     * @param refused messages refused
     * @param possible messages that the provider would have taken
     */
    record Stretch(int accepted, int refused, double possible) {
        static Stretch sum(List<Stretch> parts) {
            return new Stretch(
                    parts.stream().mapToInt(Stretch::accepted).sum(),
                    parts.stream().mapToInt(Stretch::refused).sum(),
                    parts.stream().mapToDouble(Stretch::possible).sum());
        }

        double goodput() {
            return accepted / possible;
        }

        double refusedShare() {
            return accepted + refused == 0 ? 0 : (double) refused / (accepted + refused);
        }
    }

    PacingSimulation(Sender sender, HiddenLimit limit, Duration latency) {
        this.sender = sender;
        this.limit = limit;
        this.latency = latency;
    }

    /** Goes on for so long. */
    Stretch run(Duration length) {
        Instant end = now.plus(length);
        int accepted = 0;
        int refused = 0;
        while (now.isBefore(end)) {
            for (Optional<Due> next = sender.next(now); next.isPresent(); next = sender.next(now)) {
                limit.underWay++;
                Reply reply =
                        Sender.reply(limit.answer(Duration.between(START, now).toNanos()));
                if (reply.isPositive()) {
                    accepted++;
                } else {
                    refused++;
                }
                underWay.add(new UnderWay(next.get(), reply, now.plus(latency)));
            }
            Instant ready = sender.readyAt(now);
            Instant answer =
                    underWay.isEmpty() ? Instant.MAX : underWay.getFirst().answeredAt();
            Instant first = ready.isBefore(answer) ? ready : answer;
            Instant then = first.isAfter(now) ? first : now.plusMillis(1);
            now = then.isBefore(end) ? then : end;
            while (!underWay.isEmpty() && !underWay.getFirst().answeredAt().isAfter(now)) {
                UnderWay ended = underWay.removeFirst();
                limit.underWay--;
                sender.answered(ended.due(), ended.reply(), now);
            }
        }
        return new Stretch(accepted, refused, limit.perSecond() * length.toNanos() / 1e9);
    }

    Instant now() {
        return now;
    }
}
