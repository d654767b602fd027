package sendepostfach.ledger;

import static sendepostfach.ledger.Database.isOneOf;
import static sendepostfach.ledger.Database.keys;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Weight;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;

/**
 * What mails that were given up at delivery say against their addresses, for all campaigns: the same as if they had been
 * accepted and had come back. Written in the transaction that writes the outcomes.
 */
final class RefusedAddresses {
    /** Stands as the type in {@code feedback}, beside the attempt that holds the server's words. */
    static final String TYPE = "refused";

    private static final int AT_ONCE = 1000;

    private final Database db;

    RefusedAddresses(Database db) {
        this.db = db;
    }

    private record Refused(int row, ReplyKind kind, boolean permanent, Instant at) {
        Weight weight() {
            return Weight.of(kind, permanent);
        }
    }

    /** Counts those outcomes that are about their recipients, unless the lane's refusals do not count. */
    void count(LaneLease lease, Collection<Outcome> outcomes) {
        lease.refusals().ifPresent(rule -> {
            var refused = new ArrayList<Refused>();
            for (Outcome outcome : outcomes) {
                boolean givenUp =
                        outcome.state() == RecipientState.REFUSED || outcome.state() == RecipientState.EXPIRED;
                outcome.trouble()
                        .filter(trouble -> givenUp && trouble.verdict().matter() == Matter.RECIPIENT)
                        .ifPresent(trouble -> refused.add(new Refused(
                                outcome.row(),
                                trouble.verdict().kind(),
                                trouble.verdict().isPermanent(),
                                outcome.at())));
            }
            count(lease.campaign(), refused, rule);
        });
    }

    /**
     * Counts those whose window is about to be closed after a last reply about themselves.
     *
     * @param openSince who was first tried by then
     */
    void countExpiring(LaneLease lease, Instant openSince, Instant now) {
        lease.refusals().ifPresent(rule -> {
            List<Refused> expiring = db.jdbc.query(
                    "SELECT r.row_no, a.kind FROM recipient r JOIN attempt a ON a.id = (SELECT MAX(x.id) FROM attempt x"
                            + " WHERE x.campaign_id = r.campaign_id AND x.row_no = r.row_no)"
                            + " WHERE r.campaign_id = ? AND r.lane_no = ? AND r.state = 'DEFERRED' AND r.open_since > 0"
                            + " AND r.open_since <= ? AND a.matter = 'recipient'",
                    (row, n) -> new Refused(row.getInt("row_no"), ReplyKind.of(row.getString("kind")), false, now),
                    lease.campaign(),
                    lease.lane(),
                    openSince.toEpochMilli());
            count(lease.campaign(), expiring, rule);
        });
    }

    private void count(long campaign, List<Refused> all, SoftBounces rule) {
        List<Refused> weighty =
                all.stream().filter(each -> each.weight() != Weight.NONE).toList();
        if (weighty.isEmpty()) {
            return;
        }
        String source =
                "campaign " + db.jdbc.queryForObject("SELECT name FROM campaign WHERE id = ?", String.class, campaign);
        for (int from = 0; from < weighty.size(); from += AT_ONCE) {
            count(campaign, source, weighty.subList(from, Math.min(weighty.size(), from + AT_ONCE)), rule);
        }
    }

    private void count(long campaign, String source, List<Refused> weighty, SoftBounces rule) {
        Map<Integer, Address> addresses = addresses(campaign, weighty);
        var suppressed = new ArrayList<Suppression>();
        var notes = new ArrayList<FeedbackStatements.Note>();
        Map<ByteBuffer, Target> soft = new LinkedHashMap<>();
        Instant latest = Instant.EPOCH;
        for (Refused each : weighty) {
            Address address = addresses.get(each.row);
            if (address == null || address.equals(ForgottenPerson.ADDRESS)) {
                continue;
            }
            Target target = Target.of(address);
            latest = each.at.isAfter(latest) ? each.at : latest;
            if (each.weight() == Weight.HARD) {
                suppressed.add(suppression(target, SuppressionReason.UNDELIVERABLE, source, each.at));
            } else {
                byte[] hash = db.tokens().hash(target.key());
                soft.put(ByteBuffer.wrap(hash), target);
                notes.add(note(campaign, each, hash));
            }
        }
        new FeedbackStatements(db).note(notes);
        for (ByteBuffer hash : new SoftReturns(db).tooMany(soft.keySet(), rule, latest)) {
            Target target = Objects.requireNonNull(soft.get(hash));
            suppressed.add(suppression(target, SuppressionReason.OFTEN_RETURNED, source, latest));
        }
        if (!suppressed.isEmpty()) {
            int unused = new JdbcSuppressionList(db).add(suppressed);
        }
    }

    private static Suppression suppression(Target target, SuppressionReason reason, String source, Instant at) {
        return Suppression.of(target, Optional.empty(), reason, source, at);
    }

    private static FeedbackStatements.Note note(long campaign, Refused refused, byte[] hash) {
        String kind = refused.kind.toString();
        return new FeedbackStatements.Note(campaign, refused.row, refused.at, TYPE, kind, true, false, hash, kind);
    }

    private Map<Integer, Address> addresses(long campaign, List<Refused> refused) {
        List<Integer> rows = refused.stream().map(Refused::row).toList();
        var addresses = new HashMap<Integer, Address>();
        db.jdbc.query(
                "SELECT row_no, address FROM recipient WHERE " + isOneOf("row_no", rows.size()),
                row -> {
                    addresses.put(row.getInt("row_no"), Address.of(row.getString("address")));
                },
                keys(campaign, rows).toArray());
        return addresses;
    }
}
