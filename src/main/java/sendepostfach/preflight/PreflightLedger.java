package sendepostfach.preflight;

import java.time.Instant;
import java.util.List;

/** What the preflight needs of the ledger: who let a campaign start, and in spite of what. */
public interface PreflightLedger {
    /** How it was decided. */
    enum Decision {
        /** Nothing speaks against the campaign. */
        CLEARED,
        /** It did not start. */
        REFUSED,
        /** It started because somebody said so. */
        FORCED
    }

    /**
     * A decision.
     *
     * @param at when it was made
     * @param decision how
     * @param refused the part of the recipients that would be refused, from 0 to 1
     * @param failed what failed; empty where nothing did
     */
    record Entry(Instant at, Decision decision, double refused, String failed) {}

    void keep(long campaign, Entry entry);

    /** A campaign's decisions, the latest first. */
    List<Entry> of(long campaign);
}
