package sendepostfach.report;

/** A cell that no spreadsheet takes for a formula (CSV injection, CWE-1236). */
final class Defused {
    private static final String STARTS = "=+-@\t\r\n|%";

    private Defused() {}

    /** The text, with an apostrophe in front where a spreadsheet would calculate it. */
    static String of(String cell) {
        String visible = cell.stripLeading();
        boolean risky = !cell.isEmpty() && STARTS.indexOf(cell.charAt(0)) >= 0
                || !visible.isEmpty() && STARTS.indexOf(visible.charAt(0)) >= 0;
        return risky ? "'" + cell : cell;
    }
}
