package sendepostfach.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.RecipientState;

/** Answers for every single recipient: in which campaigns somebody was, and what became of each attempt. */
public interface Tracing {
    /**
     * A recipient of a campaign.
     *
     * @param campaign the campaign's number
     * @param campaignName its name
     * @param row the row in its list
     * @param address the address as the list has it
     * @param state where it stands
     * @param changedAt since when
     */
    record Found(
            long campaign, String campaignName, int row, String address, RecipientState state, Instant changedAt) {}

    /** A row that a campaign's import did not take. */
    record FoundRejected(
            long campaign, String campaignName, int row, int line, String reason, String detail, String raw) {}

    /**
     * An attempt that was not accepted.
     *
     * @param at when
     * @param phase in which part of the session
     * @param code the reply's code, 0 without one
     * @param kind what it means
     * @param matter whose matter it is
     * @param reply the server's words
     */
    record Attempt(Instant at, String phase, int code, String kind, String matter, String reply) {}

    /** The recipients with an address, in whatever spelling, of all campaigns, the newest campaign first. */
    List<Found> withAddress(Address address);

    /** The rows not taken that hold a text. */
    List<FoundRejected> rejectedWith(String text, int most);

    /**
     * A campaign's recipients in a state, of a kind and a lane if given, from a row on: in the order of their rows, and those who
     * wait for their first attempt in the order in which they are due.
     */
    List<Found> inState(
            long campaign, RecipientState state, Optional<String> kind, Optional<Integer> lane, int fromRow, int most);

    /** What became of each attempt that was not accepted, the first first. */
    List<Attempt> attempts(long campaign, int row);

    /**
     * What came to be known after a campaign's account was first written.
     *
     * @param type what, such as {@code failed} or {@code complaint}
     * @param kind what it means, if anything
     * @param reports how many reports said so
     * @param row one of the rows that they are about
     * @param detail the words of one of them
     */
    record Late(String type, Optional<String> kind, int reports, int row, String detail) {}

    /** What came back after a campaign's account was first written, the most frequent first. */
    List<Late> late(long campaign);

    /** When a recipient that is put off is tried again. */
    Optional<Instant> dueAt(long campaign, int row);
}
