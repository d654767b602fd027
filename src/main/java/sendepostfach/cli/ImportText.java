package sendepostfach.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListSummary;
import sendepostfach.intake.Rejection;

/** What {@code import} says of a file to a person. */
final class ImportText {
    /** How many rejected rows and how many sites are shown; {@code --json} shows all. */
    static final int SHOWN = 10;

    private static final int RAW_WIDTH = 60;

    private ImportText() {}

    static void print(
            PrintWriter out, Path file, ListFormat format, ListSummary summary, List<Rejection> firstRejected) {
        out.println(file);
        line(out, "format", format(format));
        line(out, "columns", String.join(", ", format.columns().names()));
        line(out, "e-mail", format.emailColumnName().orElse("no e-mail column found; name it: --column email=NAME"));
        line(out, "rows", String.valueOf(summary.rows()));
        line(out, "accepted", String.valueOf(summary.accepted()));
        line(out, "duplicates", String.valueOf(summary.duplicates()));
        line(out, "rejected", String.valueOf(summary.rejected()));
        firstRejected.forEach(row -> out.printf(
                "    line %-7d %s (%s): %s%n", row.line(), row.reason(), row.detail(), shortened(row.raw())));
        more(out, summary.rejected() - firstRejected.size());
        out.printf("  sites        %d%n", summary.sites().size());
        summary.sites().entrySet().stream()
                .limit(SHOWN)
                .forEach(site -> out.printf("    %-30s %d%n", site.getKey(), site.getValue()));
        more(out, summary.sites().size() - SHOWN);
    }

    private static String format(ListFormat format) {
        return format.charset().name() + (format.byteOrderMark() ? " with byte order mark" : "") + ", delimiter "
                + (format.delimiter() == '\t' ? "tab" : format.delimiter()) + ", quote " + format.quote() + ", "
                + (format.header() ? "header" : "no header");
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-12s %s%n", name, visible(value));
    }

    private static void more(PrintWriter out, long hidden) {
        if (hidden > 0) {
            out.printf("    ... and %d more (--json shows all)%n", hidden);
        }
    }

    private static String shortened(String raw) {
        String shown = visible(raw);
        return shown.length() <= RAW_WIDTH ? shown : shown.substring(0, RAW_WIDTH - 3) + "...";
    }

    /** What a file holds must not steer the terminal. */
    private static String visible(String text) {
        return text.chars()
                .mapToObj(c -> Character.isISOControl(c) ? " " : String.valueOf((char) c))
                .collect(Collectors.joining());
    }
}
