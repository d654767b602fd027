package sendepostfach.intake;

/**
 * A row before it is cut into cells.
 *
 * @param line the number of the line that it starts in
 * @param raw its text in the file
 * @param regular its text according to RFC 4180
 * @param fault why it cannot be read; empty where it can
 */
record Frame(int line, String raw, String regular, String fault) {}
