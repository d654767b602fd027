package sendepostfach.batch;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.ListSource;
import sendepostfach.campaign.Text;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListReader;
import sendepostfach.intake.ListRow;
import sendepostfach.report.CsvFile;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;

/** The suppression list as a CSV file. To be closed. */
public final class SuppressionCsv implements AutoCloseable {
    private static final List<String> COLUMNS = List.of("target", "sender", "reason", "source", "time");

    private final Path file;
    private final ListReader reader;
    private final List<String> names;
    private final int targets;
    private final Instant now;
    private int rows;
    private int faults;

    private SuppressionCsv(Path file, ListFormat format, int targets, Instant now) {
        this.file = file;
        this.reader = ListReader.open(file, format);
        this.names = format.header()
                ? format.columns().names().stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList()
                : List.of();
        this.targets = targets;
        this.now = now;
    }

    /**
     * Opens a list from elsewhere or one that was exported.
     *
     * @param column the column with the addresses or domains, where it is not to be found out
     * @throws InputFault where there is no such column, or the file cannot be read
     */
    public static SuppressionCsv open(Path file, Optional<String> column, Instant now) {
        ListFormat format = ListFormat.detect(
                new ListSource(file.toString(), Optional.empty(), Optional.empty(), Optional.empty()));
        List<String> names = format.columns().names();
        OptionalInt place = column.map(name -> named(names, name))
                .orElseGet(() -> format.header() && named(names, COLUMNS.get(0)).isPresent()
                        ? named(names, COLUMNS.get(0))
                        : format.emailColumn());
        if (place.isEmpty() && column.isEmpty() && names.size() == 1) {
            place = OptionalInt.of(0);
        }
        return new SuppressionCsv(
                file,
                format,
                place.orElseThrow(() -> new InputFault(Text.of(
                        "%s: no column holds addresses; name it with --column, one of %s",
                        "%s: keine Spalte enthält Adressen; eine muss target oder E-Mail heißen, es gibt %s",
                        file,
                        String.join(", ", names)))),
                now);
    }

    private static OptionalInt named(List<String> names, String name) {
        return IntStream.range(0, names.size())
                .filter(i -> names.get(i).strip().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** The next usable row, as an entry; empty behind the last one. What is wrong with the others goes to {@code warn}. */
    public Optional<Suppression> next(Consumer<Text> warn) {
        for (ListRow row = reader.next(); row != null; row = reader.next()) {
            rows++;
            try {
                if (!row.isReadable()) {
                    throw new InputFault(row.fault());
                }
                return Optional.of(entry(row.cells()));
            } catch (InputFault fault) {
                warn.accept(at(row, fault.text()));
            } catch (IllegalArgumentException | DateTimeException fault) {
                warn.accept(at(row, Text.same(String.valueOf(fault.getMessage()))));
            }
        }
        return Optional.empty();
    }

    private Text at(ListRow row, Text why) {
        faults++;
        return why.map(words -> file + ":" + row.line() + ": " + words);
    }

    private Suppression entry(List<String> cells) {
        Target target = SuppressionText.target(plain(targets < cells.size() ? cells.get(targets) : ""));
        Optional<Address> sender = cell(cells, "sender").map(SuppressionText::address);
        SuppressionReason reason =
                cell(cells, "reason").map(SuppressionReason::of).orElse(SuppressionReason.MANUAL);
        String source = cell(cells, "source").orElse(String.valueOf(file.getFileName()));
        return Suppression.of(
                target,
                sender,
                reason,
                source,
                cell(cells, "time").map(Instant::parse).orElse(now));
    }

    private Optional<String> cell(List<String> cells, String name) {
        int place = names.indexOf(name);
        return place < 0 || place >= cells.size()
                ? Optional.empty()
                : Optional.of(plain(cells.get(place))).filter(text -> !text.isEmpty());
    }

    /** Without the apostrophe that keeps spreadsheets from calculating. */
    private static String plain(String cell) {
        String text = cell.strip();
        return text.startsWith("'") ? text.substring(1) : text;
    }

    /** How many rows were read. */
    public int rows() {
        return rows;
    }

    /** How many of them were unusable. */
    public int faults() {
        return faults;
    }

    /** Writes entries into a file, but for those of which only a hash is left. */
    public static void write(Path file, Consumer<Consumer<Suppression>> entries) {
        try (var csv = new CsvFile(file, COLUMNS)) {
            entries.accept(entry -> entry.target()
                    .ifPresent(target -> csv.add(
                            target.toString(),
                            entry.sender().map(Address::toString).orElse(""),
                            entry.reason().toString(),
                            entry.source(),
                            entry.at().toString())));
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
