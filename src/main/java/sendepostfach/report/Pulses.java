package sendepostfach.report;

import java.time.Instant;
import java.util.List;

/** The course of deliveries: how many rows were in which state at a time. */
public interface Pulses {
    /**
     * Counts at a time.
     *
     * @param at when
     * @param accepted rows accepted so far, whatever became of them later
     * @param deferred rows put off at that time
     * @param refused rows refused or expired so far
     */
    record Pulse(Instant at, int accepted, int deferred, int refused) {}

    /** Keeps one count a campaign and time, whichever process comes first. */
    void add(long campaign, Pulse pulse);

    /** All counts of a campaign since a time, in order. */
    List<Pulse> since(long campaign, Instant from);
}
