package sendepostfach.ledger;

import static sendepostfach.ledger.Database.marks;
import static sendepostfach.ledger.Database.time;
import static sendepostfach.ledger.Database.values;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.suppression.Target;
import sendepostfach.token.MailId;

/** Finds the recipients of sent mails by the mails' names. */
final class SentMails {
    /**
     * A recipient whom a mail went to.
     *
     * @param id the mail's name
     * @param campaign the campaign's number
     * @param state where the recipient stands
     * @param attempts how many attempts were made
     * @param sender whom the mail is from; empty for campaigns that know nothing of it
     * @param hash the address as the suppression list hashes it
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Sent(
            MailId id,
            long campaign,
            String campaignName,
            CampaignState campaignState,
            int lane,
            RecipientState state,
            int attempts,
            Optional<Instant> firstTryAt,
            Address address,
            Optional<Address> sender,
            boolean settled,
            byte[] hash) {
        /** Whether whom it went to asked to be forgotten since: then nothing more is kept but what has become of it. */
        boolean isForgotten() {
            return address.equals(ForgottenPerson.ADDRESS);
        }

        FeedbackStatements.Note note(String type, Optional<ReplyKind> kind, boolean soft, String detail, Instant now) {
            return new FeedbackStatements.Note(
                    campaign,
                    id.row(),
                    now,
                    type,
                    kind.map(Object::toString).orElse(null),
                    soft,
                    settled,
                    hash,
                    isForgotten() ? ForgottenPerson.WORD : detail);
        }
    }

    private final Database db;

    SentMails(Database db) {
        this.db = db;
    }

    Optional<Sent> find(MailId mail) {
        return Optional.ofNullable(find(List.of(mail)).get(mail));
    }

    /** The recipients of many mails, one statement a campaign. */
    Map<MailId, Sent> find(Collection<MailId> mails) {
        var rows = new TreeMap<String, TreeSet<Integer>>();
        mails.forEach(mail ->
                rows.computeIfAbsent(mail.campaign(), uid -> new TreeSet<>()).add(mail.row()));
        var found = new HashMap<MailId, Sent>();
        rows.forEach((uid, numbers) -> db.jdbc.query(
                "SELECT c.id, c.name, c.state AS campaign_state, c.sender, c.settled_at, r.row_no, r.lane_no, r.state,"
                        + " r.attempts, r.first_try_at, r.address FROM campaign c JOIN recipient r ON r.campaign_id = c.id"
                        + " WHERE c.uid = ? AND r.row_no IN (" + marks(numbers.size()) + ")",
                row -> {
                    Sent sent = sent(uid, row);
                    found.put(sent.id, sent);
                },
                values(uid, numbers)));
        return found;
    }

    private Sent sent(String uid, ResultSet row) throws SQLException {
        Address address = Address.of(Objects.requireNonNull(row.getString("address")));
        return new Sent(
                new MailId(uid, row.getInt("row_no")),
                row.getLong("id"),
                Objects.requireNonNull(row.getString("name")),
                CampaignState.valueOf(row.getString("campaign_state")),
                row.getInt("lane_no"),
                RecipientState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                time(row, "first_try_at"),
                address,
                Optional.ofNullable(row.getString("sender")).map(Address::of),
                time(row, "settled_at").isPresent(),
                db.tokens().hash(Target.of(address).key()));
    }
}
