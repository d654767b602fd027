package sendepostfach.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListSummary;
import sendepostfach.intake.Rejection;

/** What {@code import --json} says of a file; the components are the JSON's names. */
record ImportJson(
        String file,
        String charset,
        String delimiter,
        String quote,
        boolean header,
        List<String> columns,
        @Nullable String emailColumn,
        long rows,
        long accepted,
        long duplicates,
        List<Rejected> rejected,
        Map<String, Long> sites) {

    /** A row that would not be taken. */
    record Rejected(int line, String reason, String raw) {}

    static ImportJson of(Path file, ListFormat format, ListSummary summary, List<Rejection> rejected) {
        return new ImportJson(
                file.toString(),
                format.charset().name(),
                String.valueOf(format.delimiter()),
                String.valueOf(format.quote()),
                format.header(),
                format.columns().names(),
                format.emailColumnName().orElse(null),
                summary.rows(),
                summary.accepted(),
                summary.duplicates(),
                rejected.stream()
                        .map(row -> new Rejected(row.line(), row.reason().toString(), row.raw()))
                        .toList(),
                summary.sites());
    }
}
