package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Mailbox.SoftBounces;
import sendepostfach.campaign.Secret;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;
import sendepostfach.token.Tokens;

/** How mails are read, applied and moved, also when the program dies or the ledger fails in between. */
class ReturnRunTest {
    private static final Tokens TOKENS = new Tokens(new Secret("a key of many characters"));
    private static final ReturnLedger.Rules RULES = new ReturnLedger.Rules(SoftBounces.DEFAULT, id -> Optional.empty());

    /** A folder that dies when it is told to move mails, as often as it is told. */
    private static final class Folder implements ReturnFolder {
        final TreeMap<Long, String> inbox = new TreeMap<>();
        final List<String> handled = new ArrayList<>();
        final List<String> unknown = new ArrayList<>();
        int deaths;
        private long last;

        Folder with(String... mails) {
            for (String mail : mails) {
                inbox.put(inbox.size() + 1L, mail);
            }
            return this;
        }

        @Override
        public List<Arrived> next() {
            List<Arrived> next = inbox.tailMap(last, false).entrySet().stream()
                    .limit(2)
                    .map(mail -> new Arrived(
                            mail.getKey(),
                            mail.getValue().getBytes(StandardCharsets.UTF_8),
                            mail.getValue().length()))
                    .toList();
            next.forEach(mail -> last = mail.uid());
            return next;
        }

        @Override
        public void handled(Collection<Arrived> mails) {
            move(mails, handled);
        }

        @Override
        public void unknown(Collection<Arrived> mails) {
            move(mails, unknown);
        }

        private void move(Collection<Arrived> mails, List<String> to) {
            if (deaths-- > 0) {
                throw new ReturnFolderFault("connection lost", new IllegalStateException());
            }
            mails.forEach(mail -> to.add(String.valueOf(inbox.remove(mail.uid()))));
        }

        @Override
        public void close() {
            last = 0;
        }
    }

    /** Knows rows 1 to 5, and fails for row 3 as long as it is told to. */
    private static final class Ledger implements ReturnLedger {
        final List<Integer> applied = new ArrayList<>();
        final Set<ByteBuffer> read = new HashSet<>();
        boolean failing;

        @Override
        public List<Boolean> apply(List<ReadMail> mails, Rules rules, Instant now) {
            if (failing && rows(mails).contains(3)) {
                throw new IllegalStateException("no database");
            }
            mails.stream()
                    .filter(mail -> read.add(ByteBuffer.wrap(mail.digest())))
                    .forEach(mail -> applied.addAll(rows(List.of(mail))));
            return mails.stream()
                    .map(mail -> rows(List.of(mail)).stream().anyMatch(row -> row <= 5))
                    .toList();
        }

        private static List<Integer> rows(List<ReadMail> mails) {
            return mails.stream()
                    .flatMap(mail -> mail.news().stream())
                    .map(news -> news.mail().row())
                    .toList();
        }
    }

    private final Folder folder = new Folder();
    private final Ledger ledger = new Ledger();
    private boolean stopping;
    private final ReturnRun run =
            new ReturnRun(TOKENS, ledger, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> stopping);

    private static String bounce(int row) {
        return "From: MAILER-DAEMON@mx.example\nTo: bounce+" + TOKENS.sign(new MailId("abc", row), Purpose.RETURN)
                + "@blatt.example\nSubject: Undelivered Mail Returned to Sender\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
                + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
                + "Final-Recipient: rfc822; kunde@gmx.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
    }

    private static final String ANSWER = "From: a@b.example\nTo: bounce@blatt.example\nSubject: Re: Hallo\n\nDanke\n";
    private static final String VACATION = "From: a@b.example\nTo: bounce@blatt.example\nSubject: Abwesend\n"
            + "Auto-Submitted: auto-replied\n\nBin weg\n";

    @Test
    void eachMailIsAppliedAndMovedToWhereItBelongs() {
        folder.with(bounce(1), ANSWER, bounce(99), VACATION, bounce(2));

        ReturnRun.Result result = run.read(folder, RULES);

        assertThat(result).isEqualTo(new ReturnRun.Result(3, 2, 0));
        assertThat(ledger.applied).containsExactly(1, 99, 2);
        assertThat(folder.handled).containsExactly(bounce(1), VACATION, bounce(2));
        assertThat(folder.unknown).containsExactly(ANSWER, bounce(99));
        assertThat(folder.inbox).isEmpty();
    }

    @Test
    void whoDiesBeforeMovingFindsTheMailsAgainAndAppliesThemNoMore() {
        folder.with(bounce(1), bounce(2), bounce(3));
        folder.deaths = 1;

        assertThatThrownBy(() -> run.read(folder, RULES)).isInstanceOf(ReturnFolderFault.class);
        folder.close();
        run.read(folder, RULES);

        assertThat(ledger.applied).containsExactly(1, 2, 3);
        assertThat(folder.handled).hasSize(3);
    }

    @Test
    void aMailThatTheLedgerCannotTakeStaysAndHoldsUpNoOther() {
        folder.with(bounce(3), bounce(4), bounce(5));
        ledger.failing = true;

        assertThat(run.read(folder, RULES)).isEqualTo(new ReturnRun.Result(2, 0, 1));
        assertThat(folder.inbox).hasSize(1);
        ledger.failing = false;
        folder.close();
        run.read(folder, RULES);

        assertThat(ledger.applied).containsExactly(4, 5, 3);
        assertThat(folder.inbox).isEmpty();
    }

    @Test
    void nothingMoreIsBegunWhenTheProgramEnds() {
        folder.with(bounce(1));
        stopping = true;

        assertThat(run.read(folder, RULES).all()).isZero();
        assertThat(folder.inbox).hasSize(1);
    }
}
