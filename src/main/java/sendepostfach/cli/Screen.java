package sendepostfach.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A terminal's lines that are drawn again and again in the same place. Cuts them to the terminal's present size. */
final class Screen {
    private static final Duration SIZE_IS_GOOD_FOR = Duration.ofSeconds(2);
    private static final Size USUAL = new Size(24, 80);

    /** A terminal's rows and columns. */
    record Size(int rows, int columns) {}

    private final PrintStream out;
    private Size size = USUAL;
    private Instant measured = Instant.EPOCH;
    private int drawn;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** Draws the lines in place of those that were drawn before. */
    void draw(List<String> lines, Instant now) {
        if (!now.isBefore(measured.plus(SIZE_IS_GOOD_FOR))) {
            size = measure();
            measured = now;
        }
        List<String> fitting = fitting(lines, size);
        if (drawn > 0) {
            out.print("\033[" + drawn + "A");
        }
        // what was drawn before and no longer is goes too
        out.print("\033[J");
        fitting.forEach(out::println);
        out.flush();
        drawn = fitting.size();
    }

    /** Something was printed below the lines: the next ones are drawn below that. */
    void interrupted() {
        drawn = 0;
    }

    /** The lines as they fit: a line that wraps could not be drawn over. */
    static List<String> fitting(List<String> lines, Size size) {
        int most = Math.max(1, size.rows - 1);
        var fitting = new ArrayList<String>();
        boolean all = lines.size() <= most;
        for (String line : all ? lines : lines.subList(0, most - 1)) {
            fitting.add(line.length() < size.columns ? line : line.substring(0, Math.max(0, size.columns - 2)) + "…");
        }
        if (!all) {
            fitting.add("... and " + (lines.size() - most + 1) + " more lanes");
        }
        return fitting;
    }

    private static Size measure() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty")
                    .redirectErrorStream(true)
                    .start();
            String[] answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            if (stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0 && answer.length == 2) {
                var size = new Size(Integer.parseInt(answer[0]), Integer.parseInt(answer[1]));
                return size.rows > 0 && size.columns > 0 ? size : USUAL;
            }
        } catch (IOException | NumberFormatException unknown) {
            return USUAL;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return USUAL;
    }
}
