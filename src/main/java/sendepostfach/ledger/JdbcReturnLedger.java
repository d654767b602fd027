package sendepostfach.ledger;

import static sendepostfach.ledger.Database.marks;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sendepostfach.bounce.News;
import sendepostfach.bounce.ReadMail;
import sendepostfach.bounce.ReturnLedger;
import sendepostfach.token.MailId;

/** What returned mails do, in the database. That a mail was read is noted in the transaction of its effects. */
public final class JdbcReturnLedger implements ReturnLedger {
    private final Database db;
    private final SentMails sent;

    public JdbcReturnLedger(Database db) {
        this.db = db;
        this.sent = new SentMails(db);
    }

    @Override
    public List<Boolean> apply(List<ReadMail> mails, Rules rules, Instant now) {
        return db.inTransaction(() -> {
            Map<MailId, SentMails.Sent> known = sent.find(mails.stream()
                    .flatMap(mail -> mail.news().stream())
                    .map(News::mail)
                    .toList());
            var effects = new ReturnEffects(db, rules, now);
            for (ReadMail mail : fresh(mails, now)) {
                for (News news : mail.news()) {
                    SentMails.Sent about = known.get(news.mail());
                    if (about != null) {
                        effects.add(about, news);
                    }
                }
            }
            effects.finish();
            return mails.stream()
                    .map(mail -> mail.news().stream().anyMatch(news -> known.containsKey(news.mail())))
                    .toList();
        });
    }

    /** Those that were never read before, noted as read now. */
    private List<ReadMail> fresh(List<ReadMail> mails, Instant now) {
        Set<ByteBuffer> before = new HashSet<>();
        if (!mails.isEmpty()) {
            db.jdbc.query(
                    "SELECT digest FROM returned_mail WHERE digest IN (" + marks(mails.size()) + ")",
                    row -> {
                        before.add(ByteBuffer.wrap(row.getBytes(1)));
                    },
                    mails.stream().map(ReadMail::digest).toArray());
        }
        var fresh = new ArrayList<ReadMail>();
        var digests = new ArrayList<Object[]>();
        for (ReadMail mail : mails) {
            if (before.add(ByteBuffer.wrap(mail.digest()))) {
                fresh.add(mail);
                digests.add(new Object[] {mail.digest(), now.toEpochMilli()});
            }
        }
        if (!digests.isEmpty()) {
            db.jdbc.batchUpdate("INSERT INTO returned_mail (digest, read_at) VALUES (?, ?)", digests);
        }
        return fresh;
    }
}
