package sendepostfach.campaign;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store of campaigns, their jobs and lanes. */
public interface Campaigns {
    /**
     * Adds a campaign in state IMPORTING, with its job as it stands now.
     *
     * @throws InputFault where the name is taken
     */
    CampaignEntry create(NewCampaign campaign);

    /** What a new campaign is made of. */
    record NewCampaign(
            String name,
            String uid,
            String mailbox,
            String jobFile,
            String job,
            Map<String, byte[]> files,
            Instant createdAt,
            Instant opensAt) {}

    Optional<CampaignEntry> find(String name);

    CampaignEntry get(long id);

    /** All campaigns, the newest first. */
    List<CampaignEntry> all();

    /** The job file's text as it was when the campaign began. */
    String job(long id);

    /** The files that its mail is made of, as they were when the campaign began. */
    Map<String, byte[]> files(long id);

    void header(long id, List<String> header);

    /** The list's mails are from this address; entries of the suppression list may hold for one sender only. */
    void sender(long id, Address sender);

    /** The list is wholly read and had so many rows. */
    void rows(long id, int rows);

    /** The first mail may leave at this time. */
    void opens(long id, Instant opensAt);

    /** Changes a campaign's state, unless it is in none of {@code from}. Returns whether it did. */
    boolean change(long id, EnumSet<CampaignState> from, CampaignState to, String reason, Instant now);

    /** The campaigns that have ended and whose account was not written for the last time. */
    List<CampaignEntry> provisional();

    /** The account was written for the last time. */
    void finalised(long id, Instant now);

    List<LaneEntry> lanes(long id);

    /** How many rows are in which state, by lane; lane 0 holds what is not routed. */
    Map<Integer, Map<RecipientState, Integer>> tally(long id);

    /** How many rows of every campaign are in which state, by the campaign's number; asked for at once. */
    Map<Long, Map<RecipientState, Integer>> totals();
}
