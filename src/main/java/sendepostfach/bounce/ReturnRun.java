package sendepostfach.bounce;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sendepostfach.token.Tokens;

/**
 * Reads all that is in a folder of returned mails. The effects of some mails and the note that they were read are one
 * transaction; the mails are moved after that. Whoever dies in between finds them again, knows them and only moves them.
 */
public final class ReturnRun {
    private static final Logger LOG = LoggerFactory.getLogger(ReturnRun.class);

    private final BounceReader reader = new BounceReader();
    private final Matching matching;
    private final ReturnLedger ledger;
    private final Clock clock;
    private final BooleanSupplier stopping;

    /**
     * @param stopping whether the program is about to end: what was begun is finished, nothing more is begun
     */
    public ReturnRun(Tokens tokens, ReturnLedger ledger, Clock clock, BooleanSupplier stopping) {
        this.matching = new Matching(tokens);
        this.ledger = ledger;
        this.clock = clock;
        this.stopping = stopping;
    }

    /**
     * How many mails there were.
     *
     * @param handled that were understood
     * @param unknown that a person has to look at
     * @param failed that stay where they are, since the ledger could not take their effects
     */
    public record Result(int handled, int unknown, int failed) {
        Result plus(Result other) {
            return new Result(handled + other.handled, unknown + other.unknown, failed + other.failed);
        }

        public int all() {
            return handled + unknown + failed;
        }
    }

    /**
     * Reads and sorts what is in the folder.
     *
     * @throws ReturnFolderFault where the folder cannot be used any more
     */
    public Result read(ReturnFolder folder, ReturnLedger.Rules rules) {
        var result = new Result(0, 0, 0);
        while (!stopping.getAsBoolean()) {
            List<ReturnFolder.Arrived> mails = folder.next();
            if (mails.isEmpty()) {
                break;
            }
            result = result.plus(sort(folder, mails, rules));
        }
        return result;
    }

    private Result sort(ReturnFolder folder, List<ReturnFolder.Arrived> mails, ReturnLedger.Rules rules) {
        List<ReadMail> read = mails.stream().map(this::read).toList();
        var handled = new ArrayList<ReturnFolder.Arrived>();
        var unknown = new ArrayList<ReturnFolder.Arrived>();
        int failed = 0;
        try {
            List<Boolean> known = ledger.apply(read, rules, clock.instant());
            for (int i = 0; i < mails.size(); i++) {
                (needsNobody(read.get(i), known.get(i)) ? handled : unknown).add(mails.get(i));
            }
        } catch (RuntimeException together) {
            LOG.debug("{} returned mails together could not be applied", mails.size(), together);
            failed = oneByOne(mails, read, rules, handled, unknown);
        }
        if (!handled.isEmpty()) {
            folder.handled(handled);
        }
        if (!unknown.isEmpty()) {
            folder.unknown(unknown);
        }
        return new Result(handled.size(), unknown.size(), failed);
    }

    /** So that one mail whose effects the ledger cannot take holds up no other. Returns how many those are. */
    private int oneByOne(
            List<ReturnFolder.Arrived> mails,
            List<ReadMail> read,
            ReturnLedger.Rules rules,
            List<ReturnFolder.Arrived> handled,
            List<ReturnFolder.Arrived> unknown) {
        int failed = 0;
        for (int i = 0; i < mails.size(); i++) {
            try {
                boolean known = ledger.apply(List.of(read.get(i)), rules, clock.instant())
                        .get(0);
                (needsNobody(read.get(i), known) ? handled : unknown).add(mails.get(i));
            } catch (RuntimeException fault) {
                failed++;
                LOG.warn(
                        "returned mail {} could not be applied and is read again later: {}",
                        mails.get(i).uid(),
                        fault.getMessage());
            }
        }
        return failed;
    }

    private static boolean needsNobody(ReadMail mail, boolean known) {
        return mail.news().isEmpty() ? mail.understood() : known;
    }

    private ReadMail read(ReturnFolder.Arrived mail) {
        byte[] digest = digest(mail);
        try {
            Returned returned = reader.read(mail.start());
            List<News> news = matching.news(returned, mail.start());
            boolean autoReply =
                    returned.findings().stream().anyMatch(finding -> finding.type() == FindingType.AUTO_REPLY);
            return new ReadMail(digest, autoReply, news);
        } catch (RuntimeException | StackOverflowError hostile) {
            LOG.warn("returned mail {} cannot be read: {}", mail.uid(), hostile.toString());
            return new ReadMail(digest, false, List.of());
        }
    }

    private static byte[] digest(ReturnFolder.Arrived mail) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(mail.start());
            return digest.digest(
                    ByteBuffer.allocate(Long.BYTES).putLong(mail.size()).array());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
