package sendepostfach.routing;

import sendepostfach.campaign.Limit;

/** When a limit lets the next mail go: a window's length after the mail that is as many mails back as the limit counts. */
final class SlidingLimit {
    private final long window;
    private final long[] times;
    private long sent;

    SlidingLimit(Limit limit) {
        this.window = limit.per().toNanos();
        this.times = new long[limit.count()];
    }

    /** The earliest time of the next mail, in nanoseconds; 0 as long as the limit is not used up. */
    long earliest() {
        return sent < times.length ? 0 : times[next()] + window;
    }

    void sent(long now) {
        times[next()] = now;
        sent++;
    }

    private int next() {
        return (int) (sent % times.length);
    }
}
