package sendepostfach.intake;

/**
 * A physical line.
 *
 * @param number counted from 1
 * @param text without its end
 * @param end the line break after it; empty at the end of the file
 * @param cut whether the line was longer than {@link LineSource#MAX_LENGTH} and the rest of it has been left out
 */
record Line(int number, String text, String end, boolean cut) {
    boolean isBlank() {
        for (int i = 0; i < text.length(); i++) {
            if (!Blanks.isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
