package sendepostfach.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import sendepostfach.campaign.RecipientState;

/** What the account needs of the ledger. Rows come in the order of the list, in constant memory. */
public interface ReportLedger {
    /**
     * A recipient as it stands.
     *
     * @param row the row's number in the list
     * @param line the line where the row begins
     * @param state where it stands
     * @param address the address
     * @param cells the row's cells
     * @param site what its throttle belongs to; empty where routing refused it
     * @param attempts how many attempts were made
     * @param changedAt when it came to this state
     * @param kind of the last reply that was no acceptance
     * @param reason the last such reply, or what routing said
     */
    record RecipientRow(
            int row,
            int line,
            RecipientState state,
            String address,
            List<String> cells,
            String site,
            int attempts,
            Instant changedAt,
            Optional<String> kind,
            Optional<String> reason) {}

    /** A row that import did not take. */
    record RejectedRow(int row, int line, String reason, String detail, String raw) {}

    /**
     * Mails that came back.
     *
     * @param type what they say: failed, delayed, delivered, relayed, expanded, complaint, unsubscribed
     * @param mails how many
     * @param late how many of them came after the account was first written
     */
    record Returned(String type, int mails, int late) {}

    /** What came back of a campaign, by what it says. */
    List<Returned> returned(long campaign);

    void recipients(long campaign, Consumer<RecipientRow> each);

    void rejected(long campaign, Consumer<RejectedRow> each);

    /** One recipient, by the row's number. */
    Optional<RecipientRow> recipient(long campaign, int row);

    /** The first row from this number on that is a recipient. */
    Optional<RecipientRow> firstRecipientFrom(long campaign, int row);
}
