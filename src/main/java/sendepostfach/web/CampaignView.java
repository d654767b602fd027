package sendepostfach.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.RecipientState;
import sendepostfach.report.Account;
import sendepostfach.report.RestingSites;

/**
 * A campaign as its page shows it.
 *
 * @param entry what the ledger says
 * @param account its rows by state
 * @param bar the same as a bar
 * @param lanes its lanes
 * @param causes why recipients are not through
 * @param asOf when the causes and the forecast were found out
 * @param closes when the window closes that began with the campaign
 * @param end when the last lane is through at the earliest
 */
public record CampaignView(
        CampaignEntry entry,
        Account account,
        Bar bar,
        List<Lane> lanes,
        List<Why> causes,
        Instant asOf,
        Instant closes,
        Optional<Instant> end) {

    /**
     * A lane.
     *
     * @param entry what the ledger says
     * @param title its site's name for people
     * @param bar its rows by state
     * @param open how many are still to be delivered
     * @param due when it can go on
     * @param windowEnds when the window of the first of its recipients closes
     * @param ends when it is through at the earliest
     * @param late how many would miss the window
     * @param advice what to do about the reason why it waits
     * @param resting its sites that rest
     */
    public record Lane(
            LaneEntry entry,
            String title,
            Bar bar,
            int open,
            Optional<Instant> due,
            Optional<Instant> windowEnds,
            Optional<Instant> ends,
            int late,
            String advice,
            RestingSites.InLane resting) {
        public int uncertain() {
            return bar.counts().getOrDefault(RecipientState.UNCERTAIN, 0);
        }

        public int deferred() {
            return bar.counts().getOrDefault(RecipientState.DEFERRED, 0);
        }
    }

    /**
     * Why some recipients are not through.
     *
     * @param lane their lane's number
     * @param laneName its name
     * @param mixed whether it is a bundle of small sites
     * @param state their state
     * @param kind what the last reply meant
     * @param recipients how many
     * @param reply the server's words to one of them
     * @param advice what to do
     * @param nextDue when the first of them is tried again
     */
    public record Why(
            int lane,
            String laneName,
            boolean mixed,
            RecipientState state,
            Optional<String> kind,
            int recipients,
            Optional<String> reply,
            String advice,
            Optional<Instant> nextDue) {}

    /** The rows that were taken from the list. */
    public int recipients() {
        return account.rows() - account.count(RecipientState.REJECTED);
    }

    /** The rows that the server took, whatever became of them later. */
    public int accepted() {
        return account.count(RecipientState.ACCEPTED)
                + account.count(RecipientState.DELIVERED)
                + account.count(RecipientState.BOUNCED)
                + account.count(RecipientState.COMPLAINED);
    }

    /** The recipients who will not get the mail. */
    public int failed() {
        return account.count(RecipientState.REFUSED)
                + account.count(RecipientState.EXPIRED)
                + account.count(RecipientState.BOUNCED)
                + account.count(RecipientState.CANCELLED);
    }

    public int uncertain() {
        return account.count(RecipientState.UNCERTAIN);
    }

    public int deferred() {
        return account.count(RecipientState.DEFERRED);
    }

    public boolean isHalted() {
        return switch (entry.state()) {
            case PAUSED, STOPPED -> true;
            case IMPORTING, SCHEDULED, RUNNING, SETTLED, CANCELLED -> false;
        };
    }
}
