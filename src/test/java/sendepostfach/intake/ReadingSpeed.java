package sendepostfach.intake;

import java.nio.file.Path;

import sendepostfach.campaign.InputFault;

/**
 * Measures how fast a list is read and its addresses are checked, without a database: {@code main FILE [TIMES]}. Prints the
 * rows a second of each pass; the first ones are those of a cold JVM.
 */
final class ReadingSpeed {
    private ReadingSpeed() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            throw new InputFault("name a list");
        }
        Path file = Path.of(args[0]);
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        ListFormat format = Lists.detect(file);
        for (int i = 0; i < times; i++) {
            pass(file, format);
        }
    }

    private static void pass(Path file, ListFormat format) {
        var check = new RowCheck(format);
        long start = System.nanoTime();
        int rows = 0;
        int candidates = 0;
        try (ListReader reader = ListReader.open(file, format)) {
            for (ListRow row = reader.next(); row != null; row = reader.next()) {
                rows++;
                candidates += check.check(row) instanceof Candidate ? 1 : 0;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d rows, %d candidates, %.2f s: %.0f rows/s%n", rows, candidates, seconds, rows / seconds);
    }
}
