package sendepostfach.ledger;

import static sendepostfach.ledger.Database.marks;
import static sendepostfach.ledger.Database.values;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import sendepostfach.campaign.Mailbox.SoftBounces;

/** Counts, over all campaigns, mails that came back or were given up for reasons that may pass. */
final class SoftReturns {
    private final Database db;

    SoftReturns(Database db) {
        this.db = db;
    }

    /** Which of these addresses, by their hashes, have had too many by now. */
    Set<ByteBuffer> tooMany(Collection<ByteBuffer> hashes, SoftBounces rule, Instant now) {
        var found = new LinkedHashSet<ByteBuffer>();
        if (!hashes.isEmpty()) {
            db.jdbc.query(
                    "SELECT hash FROM feedback WHERE hash IN (" + marks(hashes.size()) + ") AND at > ? AND soft"
                            + " GROUP BY hash HAVING COUNT(*) >= ?",
                    row -> {
                        found.add(ByteBuffer.wrap(row.getBytes(1)));
                    },
                    values(
                            hashes.stream().map(ByteBuffer::array).toList(),
                            now.minus(rule.within()).toEpochMilli(),
                            rule.most()));
        }
        return found;
    }
}
