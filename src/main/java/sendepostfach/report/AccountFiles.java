package sendepostfach.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.RecipientState;

/** Writes the account: a summary for people, and three CSV files in which every row of the list stands once. */
public final class AccountFiles {
    public static final String SUMMARY = "summary.txt";
    public static final String RECIPIENTS = "recipients.csv";
    public static final String UNDELIVERED = "undelivered.csv";
    public static final String REJECTED = "rejected.csv";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private final ReportLedger ledger;
    private final ZoneId zone;

    /**
     * @param zone where the clock on the wall hangs that the files show
     */
    public AccountFiles(ReportLedger ledger, ZoneId zone) {
        this.ledger = ledger;
        this.zone = zone;
    }

    /**
     * Writes the files into a directory, which is made where it is missing, and returns the summary.
     *
     * @throws IllegalStateException where the files do not add up to the account
     */
    public String write(CampaignEntry campaign, Account account, Path directory, Instant now) {
        account.check();
        try {
            Files.createDirectories(directory);
            var counted = new EnumMap<RecipientState, Integer>(RecipientState.class);
            var reasons = new Reasons();
            writeRecipients(campaign, directory, counted, reasons);
            writeRejected(campaign, directory, counted, reasons);
            checkAgainst(account, counted);
            String summary = Summary.of(campaign, account, reasons, ledger.returned(campaign.id()), zone, now);
            Files.writeString(directory.resolve(SUMMARY), summary);
            return summary;
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot write the account into " + directory, cannot);
        }
    }

    private void writeRecipients(
            CampaignEntry campaign, Path directory, Map<RecipientState, Integer> counted, Reasons reasons) {
        var undeliveredHeader = new ArrayList<>(campaign.header());
        undeliveredHeader.addAll(List.of("line", "state", "kind", "reason"));
        try (var recipients = new CsvFile(
                        directory.resolve(RECIPIENTS),
                        List.of("row", "line", "address", "state", "site", "attempts", "changed", "kind", "reason"));
                var undelivered = new CsvFile(directory.resolve(UNDELIVERED), undeliveredHeader)) {
            ledger.recipients(campaign.id(), row -> {
                counted.merge(row.state(), 1, Integer::sum);
                recipients.add(
                        String.valueOf(row.row()),
                        String.valueOf(row.line()),
                        row.address(),
                        row.state().name(),
                        row.site(),
                        String.valueOf(row.attempts()),
                        TIME.format(row.changedAt().atZone(zone)),
                        row.kind().orElse(""),
                        row.reason().orElse(""));
                if (row.state().isUndelivered()) {
                    reasons.add(row);
                    undelivered.add(undeliveredRow(campaign.header().size(), row));
                }
            });
        }
    }

    private static List<String> undeliveredRow(int columns, ReportLedger.RecipientRow row) {
        var cells = new ArrayList<>(
                row.cells().subList(0, Math.min(columns, row.cells().size())));
        while (cells.size() < columns) {
            cells.add("");
        }
        cells.add(String.valueOf(row.line()));
        cells.add(row.state().name());
        cells.add(row.kind().orElse(""));
        cells.add(row.reason().orElse(""));
        return cells;
    }

    private void writeRejected(
            CampaignEntry campaign, Path directory, Map<RecipientState, Integer> counted, Reasons reasons) {
        try (var rejected =
                new CsvFile(directory.resolve(REJECTED), List.of("row", "line", "reason", "detail", "raw"))) {
            ledger.rejected(campaign.id(), row -> {
                counted.merge(RecipientState.REJECTED, 1, Integer::sum);
                reasons.add(row);
                rejected.add(
                        String.valueOf(row.row()), String.valueOf(row.line()), row.reason(), row.detail(), row.raw());
            });
        }
    }

    /** The tally is kept, the files are counted: the two must agree. */
    private static void checkAgainst(Account account, Map<RecipientState, Integer> counted) {
        for (RecipientState state : RecipientState.values()) {
            int inFiles = counted.getOrDefault(state, 0);
            if (inFiles != account.count(state)) {
                throw new IllegalStateException("the account of " + account.campaign() + " does not add up: "
                        + account.count(state) + " rows are counted as " + state + ", the ledger holds " + inFiles);
            }
        }
    }
}
