package sendepostfach.ledger;

import static sendepostfach.ledger.Database.values;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

import sendepostfach.bounce.News;
import sendepostfach.bounce.ReturnLedger.Resending;
import sendepostfach.bounce.ReturnLedger.Rules;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Weight;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;
import sendepostfach.token.MailId;

/** The effects of some returned mails, within one transaction. */
final class ReturnEffects {
    /** Only what has left can come back. */
    private static final Set<RecipientState> LEFT =
            Set.of(RecipientState.ACCEPTED, RecipientState.UNCERTAIN, RecipientState.DELIVERED, RecipientState.BOUNCED);

    private final Database db;
    private final Rules rules;
    private final Instant now;
    private final JdbcUnsubscriptions unsubscriptions;
    private final Map<MailId, RecipientState> states = new HashMap<>();
    private final Map<Long, Database.Tally> tallies = new TreeMap<>();
    private final List<FeedbackStatements.Note> notes = new ArrayList<>();
    private final List<Suppression> suppressed = new ArrayList<>();
    private final Map<ByteBuffer, SentMails.Sent> returnedSoftly = new LinkedHashMap<>();

    ReturnEffects(Database db, Rules rules, Instant now) {
        this.db = db;
        this.rules = rules;
        this.now = now;
        this.unsubscriptions = new JdbcUnsubscriptions(db);
    }

    void add(SentMails.Sent mail, News news) {
        boolean soft = false;
        switch (news.what()) {
            case FAILED -> soft = failed(mail, news);
            case DELAYED -> {}
            case DELIVERED -> move(mail, RecipientState.DELIVERED, null, null);
            case RELAYED, EXPANDED -> {
                // it had arrived, whatever became of the connection
                if (state(mail) == RecipientState.UNCERTAIN) {
                    move(mail, RecipientState.ACCEPTED, null, null);
                }
            }
            case COMPLAINT -> {
                move(mail, RecipientState.COMPLAINED, null, null);
                suppress(mail, SuppressionReason.COMPLAINED);
            }
            case UNSUBSCRIBED -> {
                unsubscriptions.end(mail, false, news.detail(), now);
                return;
            }
        }
        String type = news.what().name().toLowerCase(java.util.Locale.ROOT);
        notes.add(mail.note(type, news.kind(), soft, news.detail(), now));
    }

    /** Returns whether it counts towards suppression. */
    private boolean failed(SentMails.Sent mail, News news) {
        String kind = news.kind().map(Object::toString).orElse(null);
        Optional<Instant> again = again(mail, news);
        boolean moved = again.isPresent()
                ? move(mail, RecipientState.DEFERRED, kind, again.get().toEpochMilli())
                : move(mail, RecipientState.BOUNCED, kind, null);
        if (moved && again.isPresent()) {
            reopen(mail);
        }
        if (news.weight() == Weight.HARD) {
            suppress(mail, SuppressionReason.UNDELIVERABLE);
        }
        boolean soft = moved && news.weight() == Weight.SOFT && !mail.isForgotten();
        if (soft) {
            returnedSoftly.put(ByteBuffer.wrap(mail.hash()), mail);
        }
        return soft;
    }

    /** When the mail is sent again, if the campaign wants it, the trouble may pass, and the window is open until then. */
    private Optional<Instant> again(SentMails.Sent mail, News news) {
        boolean ended = mail.campaignState() == CampaignState.CANCELLED;
        boolean out = state(mail) == RecipientState.ACCEPTED || state(mail) == RecipientState.UNCERTAIN;
        if (ended || !out || !news.mayPass()) {
            return Optional.empty();
        }
        Optional<Resending> how = rules.resending().apply(mail.campaign());
        return how.flatMap(resending -> mail.firstTryAt()
                .map(first -> first.plus(resending.window()))
                .map(closes -> Map.entry(closes, now.plus(resending.retry().waitAfter(mail.attempts()))))
                .filter(times -> times.getValue().isBefore(times.getKey()))
                .map(Map.Entry::getValue));
    }

    /** A finished lane and a settled campaign go on. */
    private void reopen(SentMails.Sent mail) {
        db.jdbc.update(
                "UPDATE lane SET state = 'WAITING', round = round + 1 WHERE campaign_id = ? AND lane_no = ?"
                        + " AND state = 'DONE'",
                mail.campaign(),
                mail.lane());
        db.jdbc.update(
                "UPDATE campaign SET state = 'RUNNING', settled_at = NULL, final_at = NULL WHERE id = ?"
                        + " AND state = 'SETTLED'",
                mail.campaign());
    }

    private RecipientState state(SentMails.Sent mail) {
        return states.getOrDefault(mail.id(), mail.state());
    }

    private boolean move(SentMails.Sent mail, RecipientState to, @Nullable String kind, @Nullable Long dueAt) {
        RecipientState from = state(mail);
        if (!LEFT.contains(from) || !from.mayBecome(to)) {
            return false;
        }
        int changed = db.jdbc.update(
                "UPDATE recipient SET state = ?, kind = ?, due_at = ?, changed_at = ?"
                        + " WHERE campaign_id = ? AND row_no = ? AND state = ?",
                values(
                        to.name(),
                        kind,
                        dueAt,
                        now.toEpochMilli(),
                        mail.campaign(),
                        mail.id().row(),
                        from.name()));
        if (changed != 1) {
            // an operator or a run was faster; the mail is applied again, to what the recipient is by then
            throw new ConcurrencyFailureException(
                    "row " + mail.id().row() + " of " + mail.campaignName() + " is not " + from + " any more");
        }
        states.put(mail.id(), to);
        tallies.computeIfAbsent(mail.campaign(), campaign -> new Database.Tally())
                .move(mail.lane(), from, to, 1);
        return true;
    }

    private void suppress(SentMails.Sent mail, SuppressionReason reason) {
        if (!mail.isForgotten()) {
            suppressed.add(Suppression.of(
                    Target.of(mail.address()), Optional.empty(), reason, "campaign " + mail.campaignName(), now));
        }
    }

    /** Writes what was gathered. */
    void finish() {
        new FeedbackStatements(db).note(notes);
        suppressOftenReturned();
        if (!suppressed.isEmpty()) {
            new JdbcSuppressionList(db).add(suppressed);
        }
        tallies.forEach(db::tally);
    }

    private void suppressOftenReturned() {
        new SoftReturns(db)
                .tooMany(returnedSoftly.keySet(), rules.soft(), now)
                .forEach(hash ->
                        suppress(Objects.requireNonNull(returnedSoftly.get(hash)), SuppressionReason.OFTEN_RETURNED));
    }
}
